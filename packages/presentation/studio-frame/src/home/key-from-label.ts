const longest = 40;

/** The key that an application of this label is made with: small letters, digits and hyphens, beginning with a letter. */
export function keyFromLabel(label: string): string {
  const plain = label
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, longest)
    .replaceAll(/-+$/g, '');
  return plain === '' ? 'application' : plain;
}
