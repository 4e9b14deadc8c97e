/** Which screen an address shows. */
export type Screen =
  | { readonly name: 'start' }
  | { readonly name: 'launcher'; readonly tenant: string }
  | { readonly name: 'sign-in'; readonly tenant: string }
  | { readonly name: 'set-up'; readonly token: string }
  | { readonly name: 'link'; readonly token: string }
  | {
      readonly name: 'application';
      readonly tenant: string;
      readonly environment: string;
      readonly application: string;
      readonly rest: string;
    }
  | { readonly name: 'preview'; readonly tenant: string; readonly link: string; readonly rest: string }
  | { readonly name: 'not-found' };

/** Reads the screen from a path. */
export function screenOf(path: string): Screen {
  const [first, second, third, fourth, ...rest] = path
    .split('/')
    .filter((part) => part !== '')
    .map(decoded);
  if (first === undefined) return { name: 'start' };
  if (first === 'sign-in' && second !== undefined) return { name: 'sign-in', tenant: second };
  if (first === 'set-up') return { name: 'set-up', token: second ?? '' };
  if (first === 'invitation' && second !== undefined) return { name: 'link', token: second };
  if (first === 'preview' && second !== undefined && third !== undefined)
    return { name: 'preview', tenant: second, link: third, rest: [fourth, ...rest].filter((part) => part !== undefined).join('/') };
  if (first === 'apps' && second === undefined) return { name: 'start' };
  if (first === 'apps' && second !== undefined && third === undefined) return { name: 'launcher', tenant: second };
  if (first === 'apps' && second !== undefined && third !== undefined && fourth !== undefined) {
    return { name: 'application', tenant: second, environment: third, application: fourth, rest: rest.join('/') };
  }
  return { name: 'not-found' };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
