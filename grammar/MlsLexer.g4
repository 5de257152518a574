// Words of the language. Keywords and units are no matter of the lexer: every
// word is a WORD here, and the pass in lib/Syntax/Words.cpp gives it one of the
// types in `tokens` by its place. So any word may name a field or a variable,
// and a unit (`s`, `g`, `min`) steals no name.
//
// Input is bytes from lib/Syntax/Lex.cpp, which steps over blanks itself. A byte
// of a non-ASCII character reads as DEL: the lexer's DFA stays small and fast.
lexer grammar MlsLexer;

tokens {
  FIELD,     // first word of a path before `:`
  UNIT,      // a whole unit expression, after a number or `as`
  SEPARATOR, // an optional comma, before a closer or a field; hidden from the parser
  SKIPPED,   // reported; hidden from the parser
  // declarations; RECORD: model workload hardware site source format
  REGISTRY, USE, IMPORT, DIMENSION, UNITDECL, SCHEMA, RECORD, LET, DEF, QUERY, SHOW, ASSERT,
  BLOCK,    // sweep solve optimize sensitivity uncertainty, before `{`
  // clauses; AXES: over find given; GOAL: minimize maximize
  AXES, WHERE, GOAL, PER, SORT, DESC, TOP, OF, TO, BY, PREFIXES,
  // after a value; REASON: estimate convention
  FROM, REASON, RANGE,
  // operators that are words; STEP: `by` after `..`
  IF, THEN, ELSE, AND, OR, NOT, TRUE, FALSE, WITH, DEFAULT, AS, WITHIN, IN, FOR, STEP, STEPS
}

NUMBER : Digits ('.' Digits)? ([eE] [+-]? [0-9]+)? ;
DATE   : D D D D '-' D D '-' D D ;
WORD   : [A-Za-z_] [A-Za-z0-9_]* ;
STRING : '"' StringChar* '"' ;

LBRACE : '{' ;   RBRACE : '}' ;
LPAREN : '(' ;   RPAREN : ')' ;
LBRACK : '[' ;   RBRACK : ']' ;
COMMA  : ',' ;   COLON  : ':' ;
DOT    : '.' ;   DOTS   : '..' ;
ASSIGN : '=' ;   ARROW  : '->' ;
PLUS   : '+' ;   MINUS  : '-' ;
STAR   : '*' ;   SLASH  : '/' ;
CARET  : '^' ;   PERCENT : '%' ;
EQ     : '==' ;  NE     : '!=' ;
LT     : '<' ;   LE     : '<=' ;
GT     : '>' ;   GE     : '>=' ;
QUESTION  : '?' ;
PLUSMINUS : '+-' ;

FILEDOC : '//!' ~[\r\n]* ;
DOC     : '///' ~[\r\n]* ;
COMMENT : '//' ~[\r\n]* ;
NEWLINE : '\r'? '\n' | '\r' ;

// What other languages spell otherwise, and what is no text at all; reported by Lex.cpp.
FOREIGN      : '**' | '&&' | '||' | '!' | ';' ;
LINE_HASH    : '#' ~[\r\n]* ;
BLOCK_OPEN   : '/*' ( ~'*' | '*'+ ~[*/] )* ('*'+ '/')? ;
QUOTED       : '\'' ~['\r\n]* '\'' ;
UNTERMINATED : '"' StringChar* ;
NONASCII     : '\u007F'+ ;
STRAY        : . ;

fragment Digits     : [0-9]+ ('_' [0-9]+)* ;
fragment D          : [0-9] ;
fragment StringChar : ~["\\\r\n] | '\\' ~[\r\n] ;
