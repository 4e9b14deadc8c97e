import type { CredentialSecret } from '@plinth/connectors';
import type { RequestContext } from '@plinth/foundation';
import { connectionErrors } from './errors.ts';

/** Port: the text of a secret setting of an application in the context's environment; null where it has none. */
export type SecretSettings = (context: RequestContext, application: string, setting: string) => Promise<string | null>;

/** Where a secret is kept that is the environment's: application and setting, `bank/apiKey`. */
interface SettingReference {
  readonly setting: string;
}

/** What one signs in with as it is kept: each text itself, or the setting that holds it. */
export type KeptSecret<Secret extends CredentialSecret = CredentialSecret> = Secret extends CredentialSecret
  ? { readonly [Part in keyof Secret]: Secret[Part] | SettingReference }
  : never;

/** The settings that a secret is taken from, each once. */
export function settingsIn(secret: KeptSecret): readonly string[] {
  return [...new Set(Object.values(secret).flatMap((part) => (isReference(part) ? [part.setting] : [])))];
}

/** The secrets of a connection with what their settings hold now. Throws `connections.no-setting`. */
export async function withSettings(
  context: RequestContext,
  connection: string,
  secrets: Readonly<Record<string, KeptSecret>>,
  settings: SecretSettings,
): Promise<Readonly<Record<string, CredentialSecret>>> {
  const opened = await Promise.all(
    Object.entries(secrets).map(async ([name, secret]) => {
      const parts = await Promise.all(
        Object.entries(secret).map(async ([part, value]: [string, unknown]) => {
          if (!isReference(value)) return [part, value] as const;
          const [application = '', setting = ''] = value.setting.split('/');
          const text = await settings(context, application, setting);
          if (text === null) throw connectionErrors.noSetting({ connection, setting: value.setting });
          return [part, text] as const;
        }),
      );
      return [name, Object.fromEntries(parts) as unknown as CredentialSecret] as const;
    }),
  );
  return Object.fromEntries(opened);
}

function isReference(part: unknown): part is SettingReference {
  return typeof part === 'object' && part !== null && 'setting' in part;
}
