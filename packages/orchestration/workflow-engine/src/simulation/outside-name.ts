import type { NamedDefinition } from '@plinth/process-model';

/** What something is known by outside, where it is called by that, by its id, or by its name beside a code; else what it is called. */
export function outsideName(definitions: readonly NamedDefinition[], called: string): string {
  const outside = ({ code, name }: NamedDefinition) => code ?? name;
  if (definitions.some((each) => outside(each) === called)) return called;
  const meant = definitions.find(({ id, name }) => id === called || name === called);
  return meant === undefined ? called : outside(meant);
}
