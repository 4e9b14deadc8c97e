import { implement, listSettings, type Operation, setSetting, unsetSetting } from '@plinth/api-contract';
import { checkSettingValue, type Definition, type SettingRecord, settingsOf } from '@plinth/app-definition';
import type { Repository } from '@plinth/app-repository';
import { nearestName, type RequestContext } from '@plinth/foundation';
import { settingsErrors } from './errors.ts';
import type { SettingStore } from './setting-store.ts';
import { toldSetting, undeclaredSetting } from './told-setting.ts';

export interface SettingOptions {
  readonly store: SettingStore;
  readonly repository: Pick<Repository, 'definition' | 'currentReleases' | 'versionContent'>;
  /** Told after each change. */
  readonly changed: (context: RequestContext, application: string) => void;
}

interface Declared {
  readonly record: SettingRecord;
  readonly by: 'branch' | 'release';
}

/** The operations on settings, for the gateway. */
export function settingOperations({ store, repository, changed }: SettingOptions): readonly Operation[] {
  /** What runs in the environment; null where nothing does. */
  const released = async (context: RequestContext, application: string): Promise<Definition | null> => {
    const [release] = await repository.currentReleases(context, application);
    return release === undefined ? null : (await repository.versionContent(context, application, release.version)).definition;
  };
  /** By key, as the branch declares them, and what only runs in the environment. */
  const declared = async (context: RequestContext, application: string, branch: string | undefined) => {
    // Also says whether there is such an application.
    const own = settingsOf(await repository.definition(context, application, branch));
    const running = await released(context, application);
    const known = new Map<string, Declared>(own.map((record) => [record.key, { record, by: 'branch' }]));
    for (const record of running === null ? [] : settingsOf(running))
      if (!known.has(record.key)) known.set(record.key, { record, by: 'release' });
    return known;
  };
  return [
    implement(listSettings, async (context, { branch }, { application }) => {
      const known = await declared(context, application, branch);
      const stored = new Map((await store.list(context, application)).map((each) => [each.key, each]));
      return {
        items: [
          ...[...known.values()].map(({ record, by }) => toldSetting(record, stored.get(record.key), by)),
          ...[...stored.values()].filter(({ key }) => !known.has(key)).map(undeclaredSetting),
        ],
      };
    }),
    implement(setSetting, async (context, { setting, value, branch }, { application }) => {
      const known = await declared(context, application, branch);
      const found = known.get(setting);
      if (found === undefined) throw noSetting(application, setting, known.keys());
      const { record, by } = found;
      const problem = value === null || value === '' ? 'is missing' : checkSettingValue(record, value);
      if (problem !== null) throw settingsErrors.wrongValue({ setting, problem, type: record.type });
      const kept = await store.set(context, application, setting, value, record.secret);
      changed(context, application);
      return toldSetting(record, kept, by);
    }),
    implement(unsetSetting, async (context, { setting }, { application }) => {
      // An application of another tenant is not there, and one that is deleted neither.
      const running = await repository.definition(context, application).then(() => released(context, application));
      const needed = running === null ? undefined : settingsOf(running).find(({ key }) => key === setting);
      if (needed?.required && needed.default === undefined)
        throw settingsErrors.needed({ application, environment: context.environment?.key ?? '', setting });
      if (!(await store.unset(context, application, setting))) throw noSetting(application, setting, []);
      changed(context, application);
      return null;
    }),
  ];
}

function noSetting(application: string, setting: string, known: Iterable<string>) {
  const nearest = nearestName(setting, known);
  const hint = nearest === null ? 'Declare it in the application first, or name the branch that does.' : `Is ${nearest} meant?`;
  return settingsErrors.noSetting({ application, setting, hint });
}
