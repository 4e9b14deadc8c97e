import type { FormulaLanguage } from '@plinth/component-kit';
import { compile, compileClosure, contextType, type FeelValue, listOf, parseNumber, toJson, types } from '@plinth/expression';

/** Steps that a formula may take; what takes more is stopped, so that none stops the page. */
const stepLimit = 100_000;

/** FEEL as people write it into components, such as the cells of a sheet. */
export const feelFormulas: FormulaLanguage = {
  compile(text, names) {
    const scope = Object.fromEntries(
      Object.entries(names).map(([name, holds]) => [name, holds === 'list' ? listOf(types.any) : types.any]),
    );
    let reason: string | null = null;
    const run = compileClosure(compile(text, { scope: contextType(scope) }), {
      stepLimit,
      onNull: ({ message }) => {
        reason ??= message;
      },
    });
    return {
      evaluate(read) {
        reason = null;
        const value = run({ get: (name) => read(name) as FeelValue });
        return { value, reason: value === null ? reason : null };
      },
    };
  },
  number: parseNumber,
  toJson: (value) => toJson(value as FeelValue),
};
