const kept = 60_000;

/** Saves bytes as a file of this device, under a name. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  // The bytes may be read only after this.
  setTimeout(() => URL.revokeObjectURL(address), kept);
}
