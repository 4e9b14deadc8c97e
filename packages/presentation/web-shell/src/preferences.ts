const localeKey = 'plinth-locale';
const tenantsKey = 'plinth-tenants';

// From the start, for whoever reads the page aloud, and for what is asked before anything is shown.
document.documentElement.lang = preferredLocale();

/** The language chosen on this device, else the browser's. */
export function preferredLocale(): string {
  return read(localeKey) ?? navigator.language ?? 'en';
}

/** The language that the page is shown in, as whatever shows it last said; the chosen one before. */
export function shownLocale(): string {
  return document.documentElement.lang;
}

export function rememberLocale(locale: string): void {
  write(localeKey, locale);
}

/** Keys of the organisations visited on this device, the latest first. */
export function recentTenants(): readonly string[] {
  return (read(tenantsKey) ?? '').split(',').filter((key) => key !== '');
}

export function rememberTenant(tenant: string): void {
  write(tenantsKey, [tenant, ...recentTenants().filter((key) => key !== tenant)].slice(0, 8).join(','));
}

// Storage may be denied (private windows, embedded pages); then the choice lasts as long as the page.
function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    return;
  }
}
