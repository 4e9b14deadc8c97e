import { mostUrlCharacters, urlParts } from '../sandbox/web/url.ts';

/** Reads an address for a function with what Node reads them by; nothing where it is none, and whatever is asked, nothing is thrown. */
export function readUrl(request: unknown): string {
  try {
    return typeof request === 'string' && request.length <= 8 * mostUrlCharacters ? read(JSON.parse(request) as UrlRequest) : '';
  } catch {
    return '';
  }
}

type UrlRequest = Readonly<Record<'href' | 'base' | 'set', unknown>>;

function read({ href, base, set }: UrlRequest): string {
  if (!readable(href) || (base !== undefined && !readable(base))) return '';
  const address = new URL(href, base);
  if (Array.isArray(set)) {
    const [part, value] = set as unknown[];
    const name = urlParts.find((each) => each === part);
    if (name === undefined || name === 'origin' || name === 'href' || !readable(value)) return '';
    address[name] = value;
  }
  return JSON.stringify(Object.fromEntries(urlParts.map((name) => [name, address[name]])));
}

function readable(value: unknown): value is string {
  return typeof value === 'string' && value.length <= mostUrlCharacters;
}
