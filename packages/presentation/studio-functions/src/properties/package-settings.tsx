import { lockFunctionPackages } from '@plinth/api-contract';
import type { RecordOf } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import { PlinthError } from '@plinth/foundation';
import { useState } from 'react';
import { useFunctionWork } from '../function-work.ts';
import { Group, PairList } from './setting.tsx';

/** The packages of npm that a function imports, and what came along with them. */
export function PackageSettings({ record }: { readonly record: RecordOf<'function'> }) {
  const text = useText();
  const { work, id } = useFunctionWork();
  const [isLocking, setLocking] = useState(false);
  const { packages = {}, lock = {} } = record;
  const keep = async (pairs: Readonly<Record<string, string>>) => {
    setLocking(true);
    try {
      const isNone = Object.keys(pairs).length === 0;
      const locked = isNone ? {} : (await work.client.call(lockFunctionPackages, { tenant: work.tenant }, { packages: { ...pairs } })).lock;
      const update = (name: string, value: object) =>
        ({ type: 'RECORD_UPDATE', payload: { id, path: [name], ...(isNone ? {} : { value: { ...value } as never }) } }) as const;
      work.act(
        { type: 'BATCH', payload: { actions: [update('packages', pairs), update('lock', locked)] } },
        `Change packages of function “${record.label || record.key}”`.slice(0, 200),
      );
    } catch (error) {
      if (!(error instanceof PlinthError)) throw error;
      work.say({ message: error.message, hint: error.hint, tone: 'bad' });
    } finally {
      setLocking(false);
    }
  };
  return (
    <Group
      title={text('studio.function.packages', 'Packages of npm')}
      help={text('studio.function.packagesHelp', 'Names with exact versions: 1.2.3. What they need is found and kept with its digests.')}
    >
      <PairList
        pairs={packages}
        nameLabel={text('studio.function.packageName', 'Name of a package')}
        valueLabel={text('studio.function.packageVersion', 'Version of')}
        newPair={null}
        valuePlaceholder="1.0.0"
        addLabel={text('studio.function.addPackage', 'Add a package')}
        removeLabel={(name) => text('studio.function.remove', 'Remove {name}', { name })}
        onChange={(pairs) => {
          void keep(pairs ?? {});
          return true;
        }}
      />
      <p className="function-quiet" role="status">
        {isLocking ? text('studio.function.locking', 'Looking for packages…') : ''}
      </p>
      {Object.keys(lock).length === 0 ? null : (
        <ul className="function-lock" aria-label={text('studio.function.lock', 'Everything that they need')}>
          {Object.entries(lock).map(([name, { license }]) => (
            <li key={name}>
              <bdi>{name}</bdi>
              <span>{license === '' ? text('studio.function.noLicense', 'no licence') : license}</span>
            </li>
          ))}
        </ul>
      )}
    </Group>
  );
}
