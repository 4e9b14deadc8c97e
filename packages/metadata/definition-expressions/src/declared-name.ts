/**
 * What declares a name, as one text: the id of a record, or of a record and a member of one of its properties, such as a value that a
 * page remembers (`page1#state.search`).
 */
export function memberId(record: string, property: string, name: string): string {
  return `${record}#${property}.${name}`;
}

/** The record and member that an id stands for; the member is null where the record itself is meant. */
export function readDeclaredId(id: string): {
  readonly record: string;
  readonly member: { readonly property: string; readonly name: string } | null;
} {
  const [record = '', rest] = id.split('#', 2);
  if (rest === undefined) return { record, member: null };
  const dot = rest.indexOf('.');
  return { record, member: { property: rest.slice(0, dot), name: rest.slice(dot + 1) } };
}
