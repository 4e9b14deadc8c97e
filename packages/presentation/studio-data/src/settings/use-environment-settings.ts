import { type ApplicationSetting, listSettings } from '@plinth/api-contract';
import { useWork } from '@plinth/studio-frame';
import { useLoaded } from '@plinth/web-shell';
import { useCallback } from 'react';

/** What each environment says of the settings, by key of the environment and of the setting. */
export type EnvironmentSettings = ReadonlyMap<string, ReadonlyMap<string, ApplicationSetting>>;

/** Asks every environment; the second asks again. */
export function useEnvironmentSettings() {
  const { client, tenant, application, branch, environments } = useWork();
  return useLoaded(
    useCallback(
      async (signal: AbortSignal): Promise<EnvironmentSettings> => {
        const asked = environments.map(async ({ key }) => {
          const { items } = await client.call(listSettings, { tenant, environment: key, application }, { branch }, { signal });
          return [key, new Map(items.map((item) => [item.key, item] as const))] as const;
        });
        return new Map(await Promise.all(asked));
      },
      [client, tenant, application, branch, environments],
    ),
  );
}
