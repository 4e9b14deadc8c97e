/** Whether a file has one of the media types (`image/*`, `text/csv`) or endings (`.csv`); an empty list accepts all. */
export function accepts(types: readonly string[], file: { readonly name: string; readonly type: string }): boolean {
  return (
    types.length === 0 ||
    types.some((type) => {
      if (type.startsWith('.')) return file.name.toLowerCase().endsWith(type.toLowerCase());
      if (type.endsWith('/*')) return file.type.startsWith(type.slice(0, -1));
      return type === '*/*' || file.type === type;
    })
  );
}
