// The baseline of every start-up figure: a process that does nothing.
int main() { return 0; }
