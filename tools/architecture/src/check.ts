import { exceptions } from './exceptions.ts';
import { rules } from './rules/index.ts';
import type { Tree, Violation } from './tree.ts';

/** Everything in a tree that breaks a rule, by place. */
export function check(tree: Tree): Violation[] {
  const isExcepted = ({ rule, file }: Violation) => exceptions.some((exception) => exception.rule === rule && exception.file === file);
  return Object.values(rules)
    .flatMap((rule) => rule(tree))
    .filter((violation) => !isExcepted(violation))
    .sort((a, b) => (a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1));
}
