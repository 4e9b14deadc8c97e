import { Button } from '@mantine/core';
import { createPreview, listPreviews, type Preview, revokePreview } from '@plinth/api-contract';
import { copyText, Icon, useFormat, useText } from '@plinth/component-kit';
import { asPlinthError, type PlinthError } from '@plinth/foundation';
import { StudioDialog, ToolButton, useWork } from '@plinth/studio-frame';
import { useLoaded } from '@plinth/web-shell';
import { type FormEvent, useCallback, useId, useState } from 'react';

/** Among the environments whose records can be shown: none, but records made up for the draft. No environment has such a key. */
const samples = '-samples';
const hoursOf = { day: 24, week: 24 * 7, month: 24 * 30 } as const;
type Duration = keyof typeof hoursOf;

interface Made {
  readonly address: string;
  /** What of the draft has no samples. */
  readonly notes: readonly string[];
}

interface PreviewLinksProps {
  readonly branch: string;
  /** Where the branch ends now. */
  readonly position: number;
}

/** Shows a draft to colleagues by a link: made, listed and ended here. */
export function PreviewLinks({ branch, position }: PreviewLinksProps) {
  const text = useText();
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setOpened(true)}>
        {text('studio.share', 'Share a preview')}
      </Button>
      <StudioDialog
        opened={opened}
        onClose={() => setOpened(false)}
        title={text('studio.shareTitle', 'Share a preview of {branch}', { branch })}
      >
        {opened ? <Links branch={branch} position={position} /> : null}
      </StudioDialog>
    </>
  );
}

function Links({ branch, position }: PreviewLinksProps) {
  const text = useText();
  const id = useId();
  const { client, tenant, application, environments } = useWork();
  const [environment, setEnvironment] = useState(environments[0]?.key ?? '');
  const [duration, setDuration] = useState<Duration>('week');
  const [follows, setFollows] = useState(true);
  const [made, setMade] = useState<Made | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<PlinthError | null>(null);
  const [listed, again] = useLoaded(
    useCallback((signal) => client.call(listPreviews, { tenant, application }, {}, { signal }), [client, tenant, application]),
  );
  const doing = async (what: () => Promise<void>) => {
    setBusy(true);
    setError(null);
    try {
      await what();
      again();
    } catch (thrown) {
      setError(asPlinthError(thrown));
    }
    setBusy(false);
  };
  const make = (event: FormEvent) => {
    event.preventDefault();
    void doing(async () => {
      const sampled = environment === samples;
      const at = { tenant, application, environment: sampled ? (environments[0]?.key ?? '') : environment };
      const records = sampled ? ('samples' as const) : ('environment' as const);
      const input = { branch, records, hours: hoursOf[duration], ...(follows ? {} : { position }) };
      const { path, notes } = await client.call(createPreview, at, input);
      setMade({ address: `${location.origin}${path}`, notes });
    });
  };
  const end = (preview: string) => void doing(async () => void (await client.call(revokePreview, { tenant, application }, { preview })));
  const items = listed.state === 'ready' ? listed.value.items.filter((each) => each.branch === branch) : [];
  const durations: Readonly<Record<Duration, string>> = {
    day: text('studio.shareDay', 'One day'),
    week: text('studio.shareWeek', 'One week'),
    month: text('studio.shareMonth', 'Thirty days'),
  };
  return (
    <div className="studio-form lifecycle-share">
      <p>
        {environment === samples
          ? text(
              'studio.shareSamplesHelp',
              'Members who have the link see these pages in the Player, in every role of the draft and with records made up for it, also of entities that are not published yet. They can change them; all of it ends with the link.',
            )
          : text(
              'studio.shareHelp',
              'Members who have the link see these pages in the Player, with the records of the environment as their own roles there allow. Nothing is published.',
            )}
      </p>
      <form onSubmit={make}>
        <label htmlFor={`${id}-environment`}>{text('studio.shareRecords', 'Records of')}</label>
        <select id={`${id}-environment`} value={environment} onChange={({ currentTarget }) => setEnvironment(currentTarget.value)}>
          {environments.map(({ key, name }) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
          <option value={samples}>{text('studio.shareSamples', 'Sample data')}</option>
        </select>
        <label htmlFor={`${id}-what`}>{text('studio.shareShows', 'Shows')}</label>
        <select id={`${id}-what`} value={String(follows)} onChange={({ currentTarget }) => setFollows(currentTarget.value === 'true')}>
          <option value="true">{text('studio.shareFollows', 'The branch as it goes on')}</option>
          <option value="false">{text('studio.shareFixed', 'The branch as it is now')}</option>
        </select>
        <label htmlFor={`${id}-until`}>{text('studio.shareFor', 'Ends after')}</label>
        <select id={`${id}-until`} value={duration} onChange={({ currentTarget }) => setDuration(currentTarget.value as Duration)}>
          {(Object.keys(hoursOf) as Duration[]).map((key) => (
            <option key={key} value={key}>
              {durations[key]}
            </option>
          ))}
        </select>
        <Button type="submit" loading={busy} data-autofocus>
          {text('studio.shareMake', 'Make a link')}
        </Button>
      </form>
      {made === null ? null : <MadeLink {...made} />}
      {error === null ? null : (
        <p role="alert" className="lifecycle-error">
          {error.message} {error.hint}
        </p>
      )}
      {items.length === 0 ? null : (
        <ul aria-label={text('studio.shareLinks', 'Links that lead here')}>
          {items.map((each) => (
            <PreviewLine key={each.id} preview={each} onEnd={() => end(each.id)} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** The link is told once: only who made it has it. */
function MadeLink({ address, notes }: Made) {
  const text = useText();
  const [copied, setCopied] = useState(false);
  const id = useId();
  return (
    <div className="lifecycle-share-made" role="status">
      <label htmlFor={id}>{text('studio.shareMade', 'The link, which is not shown again')}</label>
      <input id={id} readOnly dir="ltr" value={address} onFocus={({ currentTarget }) => currentTarget.select()} />
      <Button size="xs" variant="default" onClick={() => void copyText(address).then(setCopied)}>
        {copied ? text('studio.shareCopied', 'Copied') : text('studio.shareCopy', 'Copy')}
      </Button>
      {notes.length === 0 ? null : (
        <ul aria-label={text('studio.shareNotes', 'What has no samples')}>
          {notes.map((note) => (
            <li key={note}>
              <bdi>{note}</bdi>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function PreviewLine({ preview, onEnd }: { readonly preview: Preview; onEnd(): void }) {
  const text = useText();
  const format = useFormat();
  const { environments } = useWork();
  const environment = environments.find(({ key }) => key === preview.environment)?.name ?? preview.environment;
  const given = { environment, when: format.dateTime(preview.expiresAt) };
  const { position } = preview;
  const words =
    preview.records === 'samples'
      ? position === null
        ? text('studio.shareLineSamples', 'As it goes on, with sample data, until {when}', given)
        : text('studio.shareLineSamplesAt', 'As of step {position}, with sample data, until {when}', { ...given, position })
      : position === null
        ? text('studio.shareLine', 'As it goes on, with records of {environment}, until {when}', given)
        : text('studio.shareLineAt', 'As of step {position}, with records of {environment}, until {when}', { ...given, position });
  return (
    <li>
      <Icon name="link" size={15} />
      <span>{words}</span>
      <ToolButton icon="trash" label={text('studio.shareEnd', 'End this link')} onClick={onEnd} />
    </li>
  );
}
