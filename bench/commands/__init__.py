"""Commands of ``regionbench``, a module a subject: parse, call, print."""
