import type { Database } from '@plinth/database';
import type { Clock } from '@plinth/foundation';
import type { AuditLog } from './audit/audit-log.ts';
import type { Changes } from './change/changes.ts';
import type { IdentitySource } from './identity/identity-source.ts';
import type { Mailer } from './links/mailer.ts';
import type { PasswordHasher } from './passwords/password-hasher.ts';
import type { SessionStore } from './session/session-store.ts';
import type { AttemptLimiter } from './sign-in/attempt-limiter.ts';
import type { IdentityProvider } from './sign-in/identity-provider.ts';
import type { PasswordProof } from './sign-in/password-provider.ts';

/** What the handlers of this package share. */
export interface TenancyServices {
  readonly database: Database;
  readonly clock: Clock;
  readonly identities: IdentitySource;
  readonly changes: Changes;
  readonly audit: AuditLog;
  readonly sessions: SessionStore;
  readonly attempts: AttemptLimiter;
  readonly hasher: PasswordHasher;
  readonly passwords: IdentityProvider<PasswordProof>;
  /** Null where no mail server is configured. */
  readonly mailer: Mailer | null;
}
