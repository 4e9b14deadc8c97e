import type { Rule } from '../tree.ts';

const mostLines = 500;
const reason = /^[/*\s]*Long because\b/;

/** A file has at most 500 lines, unless its first comment says why it has more. */
export const size: Rule = (tree) =>
  [...tree.packages.values()].flatMap(({ files }) =>
    files
      .filter(({ lines, firstComment }) => lines > mostLines && !reason.test(firstComment))
      .map(({ path, lines }) => ({
        rule: 'size',
        file: path,
        line: mostLines + 1,
        message: `${lines} lines are more than ${mostLines}. Split it by what it is about, or say why not in a first comment "Long because …".`,
      })),
  );
