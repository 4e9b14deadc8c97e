/** What went wrong, for people: errors of the platform say what to do. */
export function problemOf(error: unknown): { readonly title: string; readonly hint: string } {
  const hint = error instanceof Error && 'hint' in error && typeof error.hint === 'string' ? error.hint : '';
  return { title: error instanceof Error ? error.message : String(error), hint };
}
