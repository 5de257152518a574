// One statement: a declaration, or the buffer of `--set`. Every decision is
// LL(1), so the generated parser never calls adaptivePredict (test/syntax/ll1.test);
// where one token would not do, the pass in lib/Syntax/Words.cpp has retyped it.
// Rules return AST nodes, which lib/Syntax/Builder.h makes.
//
// Errors: the strategy (lib/Syntax/Recovery.cpp) reports and throws SyntaxError.
// `entry`, `schemaEntry` and `clause` catch it and skip to the next one, so that a
// mistake costs one line of a block; elsewhere it ends the statement.
parser grammar MlsParser;
options { tokenVocab = MlsLexer; }

@parser::postinclude {
#include "Syntax/Builder.h"
#include "Syntax/Recovery.h"
}
@parser::members {
  mls::syntax::Builder *build = nullptr;
}

statement       returns [mls::ast::Decl *decl = nullptr]  : d=declaration {$decl = $d.decl;} end ;
wholeExpression returns [mls::ast::Expr *e = nullptr]     : v=expression {$e = $v.e;} end ;
wholePath       returns [mls::ast::Path p]                : v=path {$p = $v.p;} end ;
end : EOF ;

// --- Declarations -------------------------------------------------------------

declaration returns [mls::ast::Decl *decl = nullptr]
  : d1=registryDecl   {$decl = $d1.decl;}  | d2=useDecl    {$decl = $d2.decl;}
  | d3=importDecl     {$decl = $d3.decl;}  | d4=dimensionDecl {$decl = $d4.decl;}
  | d5=unitDecl       {$decl = $d5.decl;}  | d6=schemaDecl {$decl = $d6.decl;}
  | d7=recordDecl     {$decl = $d7.decl;}  | d8=let        {$decl = $d8.decl;}
  | d9=defDecl        {$decl = $d9.decl;}  | d10=queryDecl {$decl = $d10.decl;}
  | d11=showDecl      {$decl = $d11.decl;} | d12=assertDecl {$decl = $d12.decl;} ;

registryDecl returns [mls::ast::RegistryDecl *decl = nullptr]
  : w=REGISTRY {$decl = build->decl<mls::ast::RegistryDecl>($w);} s=text {$decl->version = $s.e;} ;

useDecl returns [mls::ast::UseDecl *decl = nullptr]
  : w=USE {$decl = build->decl<mls::ast::UseDecl>($w);}
    useItem (COMMA useItem)* {$decl->items = build->takeUses();} ;
useItem
  : n=word {build->useStart($n.n);} (ASSIGN a=word {build->useAlias($a.n);})?
    (DOT (p=word {build->usePart($p.n);} | useGroup))* {build->useEnd();} ;
useGroup
  : LBRACE useMember (COMMA useMember)* RBRACE {build->useGroupEnd();} ;
useMember
  : n=word {build->useMember($n.n);} (ASSIGN a=word {build->useAlias($a.n);})?
    (DOT p=word {build->usePart($p.n);})* {build->useMemberEnd();} ;

importDecl returns [mls::ast::ImportDecl *decl = nullptr]
  : w=IMPORT {$decl = build->decl<mls::ast::ImportDecl>($w);}
    (n=word ASSIGN {$decl->name = $n.n;})? s=text {$decl->path = $s.e;} ;

dimensionDecl returns [mls::ast::DimensionDecl *decl = nullptr]
  : w=DIMENSION n=word {$decl = build->decl<mls::ast::DimensionDecl>($w, $n.n);}
    (ASSIGN t=type {$decl->value = $t.t;})? ;

unitDecl returns [mls::ast::UnitDecl *decl = nullptr]
  : w=UNITDECL n=name {$decl = build->decl<mls::ast::UnitDecl>($w, $n.n);}
    (COLON t=type {$decl->dimension = $t.t;})?
    (ASSIGN v=expression {$decl->value = $v.e;})?
    (PREFIXES p=words {$decl->prefixes = build->copy($p.list);})?
    o=origin {$decl->origin = $o.o;} ;

schemaDecl returns [mls::ast::SchemaDecl *decl = nullptr]
  : w=SCHEMA n=name {$decl = build->decl<mls::ast::SchemaDecl>($w, $n.n);}
    (COLON b=path {$decl->base = $b.p;})?
    l=LBRACE f=schemaEntries r=RBRACE {$decl->fields = build->copy($f.list); $decl->bodyRange = build->range($l, $r);} ;

recordDecl returns [mls::ast::RecordDecl *decl = nullptr]
  : w=RECORD n=name {$decl = build->record($w, $n.n);}
    ( COLON s=path b=record {$decl->schema = $s.p; $decl->value = $b.e;}
    | u=record {build->untyped($decl, $u.e);}
    | ASSIGN v=expression o=origin {build->derived($decl, $v.e, $o.o);} ) ;

let returns [mls::ast::LetDecl *decl = nullptr]
  : w=LET n=name {$decl = build->decl<mls::ast::LetDecl>($w, $n.n);}
    (COLON t=type {$decl->type = $t.t;})?
    ASSIGN v=expression o=origin {$decl->value = $v.e; $decl->origin = $o.o;} ;

defDecl returns [mls::ast::DefDecl *decl = nullptr]
  : w=DEF n=word {$decl = build->decl<mls::ast::DefDecl>($w, $n.n);}
    (LT g=wordList GT {$decl->generics = build->copy($g.list);})?
    LPAREN p=params RPAREN {$decl->params = build->copy($p.list);}
    (ARROW t=type {$decl->result = $t.t;})?
    ASSIGN v=expression o=origin {$decl->body = $v.e; $decl->origin = $o.o;} ;
params returns [std::vector<mls::ast::Param> list]
  : (p=param {$list.push_back($p.p);} (COMMA p=param {$list.push_back($p.p);})*)? ;
param returns [mls::ast::Param p]
  : n=name {$p.name = $n.n; $p.range = $n.n.range;}
    (COLON t=type {$p.type = $t.t; $p.range = $p.range.to($t.t->range);})?
    (ASSIGN v=expression {$p.value = $v.e; $p.range = $p.range.to($v.e->range);})? ;

queryDecl returns [mls::ast::QueryDecl *decl = nullptr]
  : w=QUERY n=word ASSIGN {$decl = build->decl<mls::ast::QueryDecl>($w, $n.n);}
    ( v=expression {$decl->value = $v.e;}
    | k=BLOCK {build->form($decl, $k);} l=LBRACE c=clauses r=RBRACE
      {$decl->clauses = build->copy($c.list); $decl->bodyRange = build->range($l, $r);} ) ;

showDecl returns [mls::ast::ShowDecl *decl = nullptr]
  : w=SHOW {$decl = build->decl<mls::ast::ShowDecl>($w);} i=showItems {$decl->items = build->copy($i.list);} ;

assertDecl returns [mls::ast::AssertDecl *decl = nullptr]
  : w=ASSERT {$decl = build->decl<mls::ast::AssertDecl>($w);} v=expression {$decl->condition = $v.e;}
    (s=text {$decl->message = $s.e;})? o=origin {$decl->origin = $o.o;} ;

// --- Clauses of query blocks --------------------------------------------------

clauses returns [std::vector<mls::ast::Clause *> list]
  : {mls::syntax::syncClause(*this);} (c=clause {$list.push_back($c.c); mls::syntax::syncClause(*this);})* ;
clause returns [mls::ast::Clause *c = nullptr]
  : w=AXES a=axes        {$c = build->axes($w, $a.list);}
  | w=WHERE v=values     {$c = build->where($w, $v.list);}
  | w=GOAL g=expression  {$c = build->goal($w, $g.e);}
  | w=PER p=paths        {$c = build->per($w, $p.list);}
  | w=SORT k=sortKeys    {$c = build->sort($w, $k.list);}
  | w=TOP g=expression   {$c = build->top($w, $g.e);}
  | w=OF v=values        {$c = build->of($w, $v.list);}
  | w=TO p=paths         {$c = build->to($w, $p.list);}
  | w=BY g=expression    {$c = build->by($w, $g.e);}
  | l=let                {$c = build->let($l.decl);}
  | w=SHOW i=showItems   {$c = build->show($w, $i.list);}
  ;
  catch [const mls::syntax::SyntaxError &] { _localctx->c = mls::syntax::skipClause(*this, _localctx->start); }

axes returns [std::vector<mls::ast::Axis> list]
  : a=axis {$list.push_back($a.a);} (COMMA a=axis {$list.push_back($a.a);})* ;
axis returns [mls::ast::Axis a]
  : ( p=path {$a = build->axis($p.p);} | l=LPAREN t=paths r=RPAREN {$a = build->axis($t.list, $l, $r);} )
    (IN d=expression {build->domain($a, $d.e);})? ;
sortKeys returns [std::vector<mls::ast::SortKey> list]
  : v=expression {$list.push_back({$v.e});} (DESC {$list.back().descending = true;})?
    (COMMA v=expression {$list.push_back({$v.e});} (DESC {$list.back().descending = true;})?)* ;
showItems returns [std::vector<mls::ast::ShowItem> list]
  : i=showItem {$list.push_back($i.i);} (COMMA i=showItem {$list.push_back($i.i);})* ;
showItem returns [mls::ast::ShowItem i]
  : v=expression {$i = build->item($v.e);} (a=ASSIGN v=expression {build->named($i, $a, $v.e);})? ;

// --- Records and schemas ------------------------------------------------------

record returns [mls::ast::RecordExpr *e = nullptr]
  : l=LBRACE f=entries r=RBRACE {$e = build->record($l, $f.list, $r);} ;
entries returns [std::vector<mls::ast::Field *> list]
  : {mls::syntax::syncEntry(*this);} (f=entry {$list.push_back($f.f); mls::syntax::syncEntry(*this);})* ;
entry returns [mls::ast::Field *f = nullptr]
  : p=fieldPath {$f = build->field($p.p, $p.start);} COLON v=expression o=origin {build->value($f, $v.e, $o.o);}
  ;
  catch [const mls::syntax::SyntaxError &] { _localctx->f = mls::syntax::skipEntry(*this, _localctx->f, _localctx->start); }

schemaEntries returns [std::vector<mls::ast::Field *> list]
  : {mls::syntax::syncEntry(*this);} (f=schemaEntry {$list.push_back($f.f); mls::syntax::syncEntry(*this);})* ;
schemaEntry returns [mls::ast::Field *f = nullptr]
  : p=fieldPath {$f = build->field($p.p, $p.start);} COLON t=type {build->type($f, $t.t);}
    (ASSIGN v=expression {build->value($f, $v.e);})? o=origin {build->origin($f, $o.o);}
  ;
  catch [const mls::syntax::SyntaxError &] { _localctx->f = mls::syntax::skipEntry(*this, _localctx->f, _localctx->start); }

fieldPath returns [mls::ast::Path p]
  : f=FIELD {std::vector<mls::ast::Name> parts{build->name($f)};}
    (DOT n=word {parts.push_back($n.n);})* {$p = build->path(parts);} ;

origin returns [mls::ast::Origin o]
  : ( FROM s=path {auto *from = build->from($FROM, $s.p);}
        (t=text {build->locator(from, $t.e);})? (r=record {build->details(from, $r.e);})? {build->add($o, from);}
    | REASON t=text {build->reason($o, $REASON, $t.e);}
    | PLUSMINUS v=sum {build->tolerance($o, $PLUSMINUS, $v.e);}
    | RANGE lo=sum DOTS hi=sum {build->interval($o, $RANGE, $lo.e, $hi.e);}
    )* ;

// --- Expressions, loosest first -----------------------------------------------

expression returns [mls::ast::Expr *e = nullptr]
  : v=conditional {$e = $v.e;} (AS u=unit {$e = build->as($e, $u.u);})? ;

conditional returns [mls::ast::Expr *e = nullptr]
  : IF c=conditional THEN t=conditional ELSE o=conditional {$e = build->conditional($IF, $c.e, $t.e, $o.e);}
  | d=disjunction {$e = $d.e;} ;

disjunction returns [mls::ast::Expr *e = nullptr]
  : l=conjunction {$e = $l.e;} (OR r=conjunction {$e = build->logical($e, $OR, $r.e);})* ;
conjunction returns [mls::ast::Expr *e = nullptr]
  : l=negation {$e = $l.e;} (AND r=negation {$e = build->logical($e, $AND, $r.e);})* ;
negation returns [mls::ast::Expr *e = nullptr]
  : (ops+=NOT)* v=comparison {$e = build->unary($ops, $v.e);} ;

comparison returns [mls::ast::Expr *e = nullptr]
  : l=interval {$e = $l.e;}
    (op=(EQ | NE | LT | LE | GT | GE) r=interval {$e = build->compare($e, $op, $r.e);}
     (WITHIN t=interval {$e = build->within($e, $t.e);})?)* ;

interval returns [mls::ast::Expr *e = nullptr]
  : l=sum {$e = $l.e;}
    (DOTS h=sum {auto *range = build->interval($e, $DOTS, $h.e); $e = range;}
     ( STEP (STAR)? s=sum {build->step(range, $STAR, $s.e);} | STEPS n=sum {build->steps(range, $n.e);} )?)? ;

sum returns [mls::ast::Expr *e = nullptr]
  : l=product {$e = $l.e;} (op=(PLUS | MINUS) r=product {$e = build->binary($e, $op, $r.e);})* ;
product returns [mls::ast::Expr *e = nullptr]
  : l=sign {$e = $l.e;} (op=(STAR | SLASH) r=sign {$e = build->binary($e, $op, $r.e);})* ;
sign returns [mls::ast::Expr *e = nullptr]
  : (ops+=(MINUS | PLUS))* v=fallback {$e = build->unary($ops, $v.e);} ;

fallback returns [mls::ast::Expr *e = nullptr]
  : l=power {$e = $l.e;}
    (DEFAULT r=signedPower {auto values = std::vector<mls::ast::Expr *>{$e, $r.e};}
     (DEFAULT r=signedPower {values.push_back($r.e);})* {$e = build->fallback(values);})? ;
power returns [mls::ast::Expr *e = nullptr]
  : b=postfix {$e = $b.e;}
    (op=CARET x=exponent {auto values = std::vector<mls::ast::Expr *>{$e, $x.e}; auto ops = std::vector<antlr4::Token *>{$op};}
     (op=CARET x=exponent {values.push_back($x.e); ops.push_back($op);})* {$e = build->power(values, ops);})? ;
signedPower returns [mls::ast::Expr *e = nullptr]
  : (ops+=(MINUS | PLUS))* v=power {$e = build->unary($ops, $v.e);} ;
exponent returns [mls::ast::Expr *e = nullptr]
  : (ops+=(MINUS | PLUS))* v=postfix {$e = build->unary($ops, $v.e);} ;

postfix returns [mls::ast::Expr *e = nullptr]
  : ( p=path {$e = build->pathExpr($p.p);} (r=record {$e = build->typed($p.p, $r.e);})?
    | l=literal {$e = $l.e;}
    | c=compound {$e = $c.e;} m=members[$e] {$e = $m.e;} )
    ( ( a=arguments {$e = build->call($e, $a.list, $a.start, $a.stop);}
      | LBRACK i=expression RBRACK {$e = build->index($e, $i.e, $RBRACK);}
      | WITH r=record {$e = build->with($e, $r.e);} )
      m=members[$e] {$e = $m.e;} )* ;
members[mls::ast::Expr *base] returns [mls::ast::Expr *e = nullptr]
  : {$e = $base;} (DOT n=word {$e = build->member($e, $n.n);})* ;

compound returns [mls::ast::Expr *e = nullptr]
  : r=record {$e = $r.e;}
  | LBRACK {std::vector<mls::ast::Expr *> list;} (v=values {list = $v.list;})? RBRACK {$e = build->list($LBRACK, list, $RBRACK);}
  | LPAREN v=values RPAREN {$e = build->parens($LPAREN, $v.list, $RPAREN);} ;
values returns [std::vector<mls::ast::Expr *> list]
  : v=expression {$list.push_back($v.e);} (COMMA v=expression {$list.push_back($v.e);})* ;

arguments returns [std::vector<mls::syntax::Arg> list]
  : LPAREN (a=argument {$list.push_back($a.a);} (COMMA a=argument {$list.push_back($a.a);})*)? RPAREN ;
argument returns [mls::syntax::Arg a]
  : (n=FIELD COLON {$a.name = build->name($n);})? v=expression {$a.value = $v.e;}
    (FOR x=word IN l=expression {$a.variable = $x.n; $a.list = $l.e;} (WHERE c=expression {$a.where = $c.e;})?)? ;

literal returns [mls::ast::Expr *e = nullptr]
  : n=NUMBER {$e = build->number($n);} (u=UNIT {build->unit($e, $u);} | p=PERCENT {build->percent($e, $p);})?
  | t=text {$e = $t.e;}
  | d=DATE {$e = build->date($d);}
  | b=(TRUE | FALSE) {$e = build->boolean($b);} ;
text returns [mls::ast::StringExpr *e = nullptr]
  : s=STRING {$e = build->string($s);} ;
unit returns [mls::ast::UnitText u]
  : t=(UNIT | PERCENT) {$u = build->unitText($t);} ;

// --- Types ----------------------------------------------------------------------

type returns [mls::ast::TypeExpr *t = nullptr]
  : l=typePower {$t = $l.t;} (op=(STAR | SLASH) r=typePower {$t = build->product($t, $op, $r.t);})*
    (q=QUESTION {$t = build->optional($t, $q);})? ;
typePower returns [mls::ast::TypeExpr *t = nullptr]
  : b=typeName {$t = $b.t;} (CARET x=ratio {$t = build->power($t, $x.numerator, $x.denominator, $x.stop);})? ;
typeName returns [mls::ast::TypeExpr *t = nullptr]
  : n=NUMBER {$t = build->one($n);}
  | p=path {auto *named = build->typeName($p.p); $t = named;} (LT a=types g=GT {build->arguments(named, $a.list, $g);})?
  | LPAREN i=type RPAREN {$t = $i.t;} ;
types returns [std::vector<mls::ast::TypeExpr *> list]
  : t=type {$list.push_back($t.t);} (COMMA t=type {$list.push_back($t.t);})* ;
ratio returns [int numerator = 1, int denominator = 1]
  : (m=MINUS)? n=NUMBER {$numerator = build->integer($n, $m);}
  | LPAREN (m=MINUS)? n=NUMBER {$numerator = build->integer($n, $m);}
      (SLASH d=NUMBER {$denominator = build->integer($d, nullptr);})? RPAREN ;

// --- Names ------------------------------------------------------------------------

path returns [mls::ast::Path p]
  : n=word {std::vector<mls::ast::Name> parts{$n.n};} (DOT n=word {parts.push_back($n.n);})* {$p = build->path(parts);} ;
paths returns [std::vector<mls::ast::Path> list]
  : p=path {$list.push_back($p.p);} (COMMA p=path {$list.push_back($p.p);})* ;
word returns [mls::ast::Name n]
  : t=WORD {$n = build->name($t);} ;
/// A name that a `:` may follow.
name returns [mls::ast::Name n]
  : t=(WORD | FIELD) {$n = build->name($t);} ;
words returns [std::vector<mls::ast::Name> list]
  : (n=word {$list.push_back($n.n);})+ ;
wordList returns [std::vector<mls::ast::Name> list]
  : n=word {$list.push_back($n.n);} (COMMA n=word {$list.push_back($n.n);})* ;
