import { Button, NativeSelect, TextInput } from '@mantine/core';
import { setConnector } from '@plinth/api-contract';
import { useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { FailureLine, FileDrop, StateMessage, useWork } from '@plinth/studio-frame';
import { type FormEvent, useState } from 'react';
import { beginsAsAddress, builtInSystems } from './built-in-systems.ts';
import { documentOf, emptyRequest, type HandCredential, type HandRequest } from './by-hand.ts';
import { ByHandForm } from './by-hand-form.tsx';
import { type DocumentFormat, documentFormats, formatOf, systemKey, titleOf } from './document-format.ts';
import type { SystemReport } from './report-view.tsx';

interface ConnectSystemProps {
  readonly environment: string;
  /** Keys of the connections that there are. */
  readonly taken: readonly string[];
  readonly isAdministrator: boolean;
  onKept(key: string, report: SystemReport): void;
}

/** Connects a system: by the document that its makers publish, or by requests that are written by hand. */
export function ConnectSystem({ environment, taken, isAdministrator, onKept }: ConnectSystemProps) {
  const text = useText();
  const { client, tenant } = useWork();
  const [way, setWay] = useState<'document' | 'server' | 'hand' | 'system'>('document');
  const [kind, setKind] = useState<string>(builtInSystems[0].format);
  const [document, setDocument] = useState<{ readonly text: string; readonly name: string } | null>(null);
  const [chosen, setChosen] = useState<DocumentFormat | null>(null);
  const [requests, setRequests] = useState<readonly HandRequest[]>([emptyRequest]);
  const [credential, setCredential] = useState<HandCredential>('none');
  const [header, setHeader] = useState('X-Api-Key');
  const [address, setAddress] = useState('');
  const [named, setNamed] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<PlinthError | null>(null);
  if (!isAdministrator) {
    return (
      <StateMessage icon="lock" title={text('studio.connections.noAdministrator', 'Administrators connect systems')}>
        {text(
          'studio.connections.noAdministratorHelp',
          'Ask one to connect it; then you can try what it can be asked, and use that in pages.',
        )}
      </StateMessage>
    );
  }
  const format = chosen ?? (document === null ? null : formatOf(document.text, document.name));
  const host = URL.canParse(address) ? new URL(address).hostname : '';
  const system = way === 'system' ? (builtInSystems.find(({ format: each }) => each === kind) ?? builtInSystems[0]) : null;
  const described = document === null ? '' : titleOf(document.text, document.name);
  const key = named ?? systemKey(system !== null ? system.format : way === 'document' ? described : host);
  const wrongKey = !/^[a-z][A-Za-z0-9_]{0,62}$/.test(key);
  const wrongAddress = address !== '' && !beginsAsAddress(address, system);
  // A contract says what is asked, not where.
  const needsAddress = way === 'document' && (format === 'proto' || format === 'graphql');
  const isWhole =
    way === 'document'
      ? document !== null && format !== null && !(needsAddress && address === '')
      : way === 'server' || way === 'system'
        ? address !== ''
        : address !== '' && requests.every(({ name, path }) => name.trim() !== '' && path !== '');
  const take = async (file: Blob, name: string) => {
    setDocument({ text: await file.text(), name });
    setChosen(null);
    setFailure(null);
  };
  const keep = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    try {
      const given =
        system !== null
          ? { format: system.format }
          : way === 'document'
            ? { document: document?.text ?? '', format: format ?? '' }
            : way === 'server'
              ? { format: 'grpc' }
              : { document: documentOf(host, address, requests, credential, header), format: 'openapi' };
      const { report } = await client.call(
        setConnector,
        { tenant, environment },
        { connection: key, ...given, ...(address === '' ? {} : { address }) },
      );
      if (report !== null) onKept(key, report);
    } catch (thrown) {
      setFailure(asPlinthError(thrown));
    }
    setBusy(false);
  };
  const formatNames: Readonly<Record<DocumentFormat, string>> = {
    openapi: 'OpenAPI, Swagger',
    asyncapi: 'AsyncAPI',
    graphql: 'GraphQL',
    proto: 'gRPC (.proto)',
    wsdl: 'SOAP (WSDL)',
    copybook: 'COBOL (copybook)',
  };
  return (
    <div className="studio-scroll">
      <form className="studio-ask" onSubmit={(event) => void keep(event)}>
        <h1>{text('studio.connections.connect', 'Connect a system')}</h1>
        <p>
          {text(
            'studio.connections.connectHelp',
            'What a system can be asked becomes actions with types, which are tried here and used in pages and processes. How one signs in is kept sealed for {environment} and never becomes part of the application.',
            { environment },
          )}
        </p>
        <fieldset className="connections-ways">
          <legend>{text('studio.connections.way', 'How it is described')}</legend>
          <label>
            <input type="radio" name="way" checked={way === 'document'} onChange={() => setWay('document')} />
            {text('studio.connections.byDocument', 'By a document that its makers publish')}
          </label>
          <label>
            <input type="radio" name="way" checked={way === 'server'} onChange={() => setWay('server')} />
            {text('studio.connections.byServer', 'By a gRPC server itself, which tells what it has (reflection)')}
          </label>
          <label>
            <input type="radio" name="way" checked={way === 'hand'} onChange={() => setWay('hand')} />
            {text('studio.connections.byHand', 'By hand: requests over HTTP')}
          </label>
          <label>
            <input type="radio" name="way" checked={way === 'system'} onChange={() => setWay('system')} />
            {text('studio.connections.bySystem', 'Not at all: files, mails, messages and other systems that are the same everywhere')}
          </label>
        </fieldset>
        {way === 'document' ? (
          <>
            <FileDrop
              icon="file-text"
              label={text('studio.connections.file', 'Document')}
              pastedLabel={text('studio.connections.pasted', 'The document as text')}
              accept=".json,.yaml,.yml,.graphql,.gql,.proto,.wsdl,.xml,.cpy,.cbl,.txt"
              onFile={(file, name) => void take(file, name)}
            >
              {document === null ? (
                <p>{text('studio.connections.drop', 'Drop the document here: OpenAPI, AsyncAPI, GraphQL, .proto, WSDL or a copybook.')}</p>
              ) : (
                <p role="status" className="connections-given">
                  <bdi>{document.name}</bdi>
                  <small>
                    {text('studio.connections.letters', '{count, plural, one {# letter} other {# letters}}', {
                      count: document.text.length,
                    })}
                  </small>
                </p>
              )}
            </FileDrop>
            {document === null ? null : (
              <NativeSelect
                label={text('studio.connections.format', 'What the document is')}
                value={format ?? ''}
                onChange={({ currentTarget }) => setChosen(documentFormats.find((each) => each === currentTarget.value) ?? null)}
                data={[
                  ...(format === null ? [{ value: '', label: text('studio.connections.formatUnknown', 'Choose what it is') }] : []),
                  ...documentFormats.map((value) => ({ value, label: formatNames[value] })),
                ]}
              />
            )}
          </>
        ) : system !== null ? (
          <NativeSelect
            label={text('studio.connections.systemKind', 'Which system')}
            value={system.format}
            onChange={({ currentTarget }) => setKind(currentTarget.value)}
            data={builtInSystems.map(({ format: value, name: label }) => ({ value, label }))}
          />
        ) : way === 'server' ? null : (
          <ByHandForm
            requests={requests}
            credential={credential}
            header={header}
            onRequests={setRequests}
            onCredential={setCredential}
            onHeader={setHeader}
          />
        )}
        <TextInput
          label={text('studio.connections.address', 'Address')}
          description={
            system !== null
              ? text('studio.connections.addressSystem', 'Where the system answers, such as {address}', { address: system.address })
              : way === 'hand'
                ? text('studio.connections.addressHand', 'Where the system answers: https://…')
                : needsAddress
                  ? text('studio.connections.addressNeeded', 'Where the system answers: https://… Such a document does not say it.')
                  : text('studio.connections.addressHelp', 'Where the system answers. Empty: where the document says.')
          }
          autoComplete="off"
          spellCheck={false}
          value={address}
          error={
            !wrongAddress
              ? undefined
              : system === null || system.format === 's3'
                ? text('studio.connections.addressWrong', 'Begin with https:// or http://.')
                : text('studio.connections.addressSystem', 'Where the system answers, such as {address}', { address: system.address })
          }
          onChange={({ currentTarget }) => setAddress(currentTarget.value.trim())}
        />
        <TextInput
          label={text('studio.sources.key', 'Name of the connection')}
          description={text(
            'studio.connections.keyHelp',
            'Applications name it; other environments may have a system of their own under the same name.',
          )}
          autoComplete="off"
          spellCheck={false}
          value={key}
          error={wrongKey ? text('studio.sources.keyWrong', 'Use letters, digits and _, beginning with a small letter.') : undefined}
          onChange={({ currentTarget }) => setNamed(currentTarget.value)}
        />
        {taken.includes(key) ? (
          <p className="studio-warning">
            {text(
              'studio.connections.replaces',
              'This replaces what the connection {key} can be asked; its credentials are to be given again.',
              { key },
            )}
          </p>
        ) : null}
        <FailureLine error={failure} />
        <div className="studio-buttons">
          <Button type="submit" disabled={!isWhole || wrongKey || wrongAddress || busy} loading={busy}>
            {text('studio.sources.keep', 'Connect')}
          </Button>
        </div>
      </form>
    </div>
  );
}
