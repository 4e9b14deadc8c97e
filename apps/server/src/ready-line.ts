export interface ReadyState {
  readonly address: string;
  /** Path of the set-up page while nobody has set the platform up. */
  readonly setUpPath: string | null;
  /** Keys of the tenants, when they are few. */
  readonly tenants: readonly string[];
}

/** The last words of a start: where to click and how to sign in. */
export function readyLine({ address, setUpPath, tenants }: ReadyState): string {
  if (setUpPath !== null) return `\nPlinth is ready. Open ${address}${setUpPath} to create the first administrator.\n`;
  const [only] = tenants;
  const path = only !== undefined && tenants.length === 1 ? `/sign-in/${only}` : '/';
  return `\nPlinth is ready. Open ${address}${path} and sign in.\n`;
}
