import { appOf, type Definition, settingsOf } from '@plinth/app-definition';
import type { RequestContext } from '@plinth/foundation';
import { settingsErrors } from './errors.ts';
import type { SettingStore } from './setting-store.ts';
import { settingProblem } from './told-setting.ts';

/** Throws `settings.missing` where the environment does not say what a definition must be told, with each setting and why. */
export async function requireSettings(context: RequestContext, store: Pick<SettingStore, 'list'>, definition: Definition): Promise<void> {
  const required = settingsOf(definition).filter((record) => record.required && record.default === undefined);
  if (required.length === 0) return;
  const stored = new Map((await store.list(context, appOf(definition)?.key ?? '')).map((each) => [each.key, each]));
  const violations = required.flatMap((record) => {
    const problem = settingProblem(record, stored.get(record.key));
    return problem === null ? [] : [{ path: `/records/${record.id}`, message: `${record.label} ${problem}` }];
  });
  const [first] = required.filter((record) => settingProblem(record, stored.get(record.key)) !== null);
  if (first === undefined) return;
  throw settingsErrors.missing(
    { environment: context.environment?.key ?? '', first: first.label, key: first.key },
    { details: { violations } },
  );
}
