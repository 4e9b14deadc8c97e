export type ReadJson = { readonly value: unknown } | { readonly line: number | null; readonly column: number | null };

/** Reads JSON, or says where it ends to be JSON. Empty text is null. */
export function readJson(text: string): ReadJson {
  if (text.trim() === '') return { value: null };
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    const position = /position (\d+)/.exec(message)?.[1];
    const before = position ? text.slice(0, Number(position)) : /end of/i.test(message) ? text : null;
    if (before === null) return { line: null, column: null };
    const lines = before.split('\n');
    return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  }
}
