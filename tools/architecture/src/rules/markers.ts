import type { Rule } from '../tree.ts';

/** Nothing is left to do in the sources: what is to be done is an issue. */
export const markers: Rule = (tree) =>
  [...tree.packages.values()].flatMap(({ files }) =>
    files.flatMap(({ path, markers: lines }) =>
      lines.map((line) => ({
        rule: 'markers',
        file: path,
        line,
        message: 'A comment leaves something to do. Do it, or open an issue and remove the comment.',
      })),
    ),
  );
