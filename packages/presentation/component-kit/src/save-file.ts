const kept = 60_000;

/** Saves bytes as a file of this device, under a name. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  Object.assign(document.createElement('a'), { href: address, download: name }).click();
  // A browser that has much to do reads the name and the bytes only later.
  setTimeout(() => URL.revokeObjectURL(address), kept);
}
