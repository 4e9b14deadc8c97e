const allowedProtocols = new Set(['http:', 'https:', 'mailto:', 'tel:']);
const pictureProtocols = new Set(['http:', 'https:', 'blob:']);

/**
 * The address if a link may lead there (http, https, mailto, tel or relative), else null. Browsers drop tabs, line breaks
 * and leading control characters before they read the scheme, so the address is judged as the browser would read it.
 */
export function safeLinkAddress(address: string | null | undefined): string | null {
  return judged(address, allowedProtocols);
}

/** The address if a picture may be loaded from there (http, https, blob, relative or an inline raster picture), else null. */
export function safePictureAddress(address: string | null | undefined): string | null {
  if (address && /^data:image\/(png|jpeg|gif|webp|avif);base64,[a-z0-9+/=]+$/i.test(address)) return address;
  return judged(address, pictureProtocols);
}

/** Whether the address leaves the site of the page. */
export function isForeign(address: string): boolean {
  const base = globalThis.location?.origin ?? 'http://localhost';
  return new URL(address, base).origin !== base;
}

function judged(address: string | null | undefined, protocols: ReadonlySet<string>): string | null {
  if (!address) return null;
  if (!URL.canParse(address, 'http://relative.invalid/')) return null;
  return protocols.has(new URL(address, 'http://relative.invalid/').protocol) ? address : null;
}
