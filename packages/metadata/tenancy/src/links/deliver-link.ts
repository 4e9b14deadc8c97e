import type { OneTimeLink } from '@plinth/api-contract';
import type { RequestContext } from '@plinth/foundation';
import type { Mailer } from './mailer.ts';
import type { NewLink } from './one-time-links.ts';

/** Mails a link, or gives it back to be passed on by hand where there is no mail server or it did not take it. */
export async function deliverLink(
  context: RequestContext,
  mailer: Mailer | null,
  link: NewLink,
  to: { readonly email: string; readonly name: string },
): Promise<OneTimeLink> {
  const mailed =
    mailer !== null && (await mailer.send(context, { ...to, purpose: link.purpose, path: link.path, expiresAt: link.expiresAt }));
  return { path: mailed ? null : link.path, mailed, expiresAt: link.expiresAt };
}
