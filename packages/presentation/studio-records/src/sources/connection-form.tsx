import { Button, Checkbox, NativeSelect, PasswordInput, TextInput } from '@mantine/core';
import { setConnection, testConnection } from '@plinth/api-contract';
import { Icon, usePasswordToggle, useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { StateMessage, useWork } from '@plinth/studio-frame';
import { type FormEvent, useState } from 'react';
import {
  addressOf,
  type ConnectionParts,
  connectionKeyOf,
  type Encryption,
  noParts,
  type Product,
  partsOf,
  productNames,
  usualPorts,
} from './connection-address.ts';

interface ConnectionFormProps {
  /** Keys of the connections that there are. */
  readonly taken: readonly string[];
  /** Where the connection is for. */
  readonly environment: string;
  onKept(key: string): void;
}

type Outcome =
  | { readonly name: 'none' | 'testing' | 'keeping' }
  | { readonly name: 'answered'; readonly product: string; readonly version: string; readonly login: string }
  | { readonly name: 'failed'; readonly error: PlinthError };

const products: readonly Product[] = ['postgres', 'mariadb'];
const encryptions: readonly Encryption[] = ['none', 'verify-full', 'no-verify'];

/** Where a database is and who signs in there; what is filled in goes to the server's connections and nowhere else. */
export function ConnectionForm({ taken, environment, onKept }: ConnectionFormProps) {
  const text = useText();
  const toggle = usePasswordToggle();
  const { client, tenant, member } = useWork();
  const [parts, setParts] = useState<ConnectionParts>(noParts);
  const [writable, setWritable] = useState(false);
  const [named, setNamed] = useState<string | null>(null);
  const [outcome, setOutcome] = useState<Outcome>({ name: 'none' });
  if (!member.tenantRoles.includes('administrator')) {
    return (
      <StateMessage icon="lock" title={text('studio.sources.noAdministrator', 'Administrators connect databases')}>
        {text('studio.sources.noAdministratorHelp', 'Ask one to connect it; then you can make entities and pages of its tables here.')}
      </StateMessage>
    );
  }
  const key = named ?? connectionKeyOf(parts.database);
  const wrongKey = !/^[a-z][A-Za-z0-9_]{0,62}$/.test(key);
  const incomplete = [parts.host, parts.database, parts.login, parts.password].some((part) => part.trim() === '') || wrongKey;
  const busy = outcome.name === 'testing' || outcome.name === 'keeping';
  const set = (name: keyof ConnectionParts) => (event: { readonly currentTarget: { readonly value: string } }) => {
    const { value } = event.currentTarget;
    // A whole address says everything at once, whichever field it is pasted into.
    const whole = name === 'password' ? null : partsOf(value);
    setParts(whole ?? { ...parts, [name]: value });
    setOutcome({ name: 'none' });
  };
  const at = { tenant, environment };
  const run = async (name: 'testing' | 'keeping', call: () => Promise<void>) => {
    setOutcome({ name });
    try {
      await call();
    } catch (thrown) {
      setOutcome({ name: 'failed', error: asPlinthError(thrown) });
    }
  };
  const tryIt = () =>
    run('testing', async () => {
      const { product, version, login } = await client.call(testConnection, at, { address: addressOf(parts) });
      setOutcome({ name: 'answered', product: productNames[product], version, login });
    });
  const keep = (event: FormEvent) => {
    event.preventDefault();
    void run('keeping', async () => {
      await client.call(setConnection, at, { connection: key, address: addressOf(parts), writable });
      onKept(key);
    });
  };
  const encryptionNames: Readonly<Record<Encryption, string>> = {
    none: text('studio.sources.notEncrypted', 'Not encrypted'),
    'verify-full': text('studio.sources.encrypted', 'Encrypted, certificate checked'),
    'no-verify': text('studio.sources.encryptedUnchecked', 'Encrypted, certificate not checked'),
  };
  const field = { required: true, withAsterisk: false, autoComplete: 'off', spellCheck: false } as const;
  return (
    <div className="studio-scroll">
      <form className="studio-ask" onSubmit={keep}>
        <h1>{text('studio.sources.connect', 'Connect a database')}</h1>
        <p>
          {text(
            'studio.sources.connectHelp',
            'Tables of a PostgreSQL or MariaDB database become entities with pages. Their rows stay there. The password is kept sealed for {environment} and never becomes part of the application.',
            { environment },
          )}
        </p>
        <NativeSelect
          label={text('studio.sources.product', 'Kind of database')}
          value={parts.product}
          onChange={(event) => {
            const product = products.find((each) => each === event.currentTarget.value) ?? 'postgres';
            const untouched = parts.port.trim() === '' || parts.port === usualPorts[parts.product];
            setParts({ ...parts, product, port: untouched ? usualPorts[product] : parts.port });
            setOutcome({ name: 'none' });
          }}
          data={products.map((value) => ({ value, label: productNames[value] }))}
        />
        <div className="sources-pair">
          <TextInput
            {...field}
            label={text('studio.sources.host', 'Host')}
            description={text('studio.sources.hostHelp', 'Or paste a whole address: postgres://… or mariadb://…')}
            value={parts.host}
            onChange={set('host')}
          />
          <TextInput {...field} label={text('studio.sources.port', 'Port')} inputMode="numeric" value={parts.port} onChange={set('port')} />
        </div>
        <TextInput {...field} label={text('studio.sources.database', 'Database')} value={parts.database} onChange={set('database')} />
        <div className="sources-pair" data-even="">
          <TextInput {...field} label={text('studio.sources.login', 'User')} value={parts.login} onChange={set('login')} />
          <PasswordInput
            {...toggle}
            {...field}
            autoComplete="new-password"
            label={text('studio.sources.password', 'Password')}
            value={parts.password}
            onChange={set('password')}
          />
        </div>
        <NativeSelect
          label={text('studio.sources.encryption', 'Encryption')}
          value={parts.encryption}
          onChange={set('encryption')}
          data={encryptions.map((value) => ({ value, label: encryptionNames[value] }))}
        />
        <TextInput
          {...field}
          label={text('studio.sources.key', 'Name of the connection')}
          description={text(
            'studio.sources.keyHelp',
            'Entities name it; other environments may have a connection of the same name to a database of their own.',
          )}
          value={key}
          error={wrongKey ? text('studio.sources.keyWrong', 'Use letters, digits and _, beginning with a small letter.') : undefined}
          onChange={(event) => setNamed(event.currentTarget.value)}
        />
        <Checkbox
          label={text('studio.sources.writable', 'Records may be changed there')}
          description={text(
            'studio.sources.writableHelp',
            'As far as the roles of an application and the user above let people; else rows are only read.',
          )}
          checked={writable}
          onChange={(event) => setWritable(event.currentTarget.checked)}
        />
        {taken.includes(key) ? (
          <p className="studio-warning">{text('studio.sources.replaces', 'This replaces the connection {key}.', { key })}</p>
        ) : null}
        <div role="status">
          {outcome.name === 'answered' ? (
            <p className="studio-done">
              <Icon name="circle-check" size={18} />
              {text('studio.sources.answers', '{product} {version} answers, signed in as {login}.', {
                product: outcome.product,
                version: outcome.version,
                login: outcome.login,
              })}
            </p>
          ) : null}
        </div>
        {outcome.name === 'failed' ? (
          <p role="alert" className="studio-failure">
            <strong>{outcome.error.message}</strong> {outcome.error.hint}
          </p>
        ) : null}
        <div className="studio-buttons">
          <Button type="submit" disabled={incomplete || busy} loading={outcome.name === 'keeping'}>
            {text('studio.sources.keep', 'Connect')}
          </Button>
          <Button variant="default" disabled={incomplete || busy} loading={outcome.name === 'testing'} onClick={() => void tryIt()}>
            {text('studio.sources.test', 'Test')}
          </Button>
        </div>
      </form>
    </div>
  );
}
