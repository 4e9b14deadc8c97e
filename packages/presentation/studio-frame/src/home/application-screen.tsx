import { Button } from '@mantine/core';
import { Icon, useText } from '@plinth/component-kit';
import { useState } from 'react';
import { StateMessage } from '../parts/state-message.tsx';
import { useFileDrop } from '../parts/use-file-drop.ts';
import { ApplicationFilter } from './application-filter.tsx';
import { ApplicationTable } from './application-table.tsx';
import type { AtHome } from './home-place.ts';
import { NewApplication } from './new-application.tsx';
import { type HomeNotice, NoticeLine } from './notice-line.tsx';
import { type ApplicationQuestion, useApplications } from './use-applications.ts';

const everything: ApplicationQuestion = { search: '', sort: 'label', mine: false, state: '' };

/** The applications of the tenant: open one, or begin another. */
export function ApplicationScreen({ client, session }: AtHome) {
  const text = useText();
  const tenant = session.tenant.key;
  const [creating, setCreating] = useState(false);
  const [dropped, setDropped] = useState<File | null>(null);
  const dropping = useFileDrop((file) => {
    setDropped(file);
    setCreating(true);
  });
  const [question, setQuestion] = useState(everything);
  const [notice, setNotice] = useState<HomeNotice | null>(null);
  const { items, next, error, busy, again, more } = useApplications(client, tenant, question);
  const narrowed = question.search !== '' || question.mine || question.state !== '';
  const none = items !== null && items.length === 0 && error === null;
  const begin = (
    <Button leftSection={<Icon name="plus" size={16} />} onClick={() => setCreating(true)}>
      {text('studio.newApplication', 'New application')}
    </Button>
  );
  return (
    <div className="studio-home-applications studio-dropped-on" {...dropping}>
      <div className="studio-home-head">
        <h1>{text('studio.applications', 'Applications')}</h1>
        <span className="studio-grow" />
        {none && !narrowed ? null : begin}
      </div>
      {none && !narrowed ? null : <ApplicationFilter question={question} onQuestion={setQuestion} />}
      {notice === null ? null : <NoticeLine notice={notice} onClose={() => setNotice(null)} />}
      {error === null ? null : (
        <StateMessage icon="alert-circle" title={error.message} action={text('page.retry', 'Try again')} onAction={again}>
          {error.hint}
        </StateMessage>
      )}
      {items === null && error === null ? <div className="studio-home-loading" aria-busy="true" /> : null}
      {none && !narrowed ? (
        <div className="studio-invitation">
          <StateMessage icon="wand" title={text('studio.firstApplication', 'Make your first application')}>
            {text('studio.firstApplicationHelp', 'It starts with an empty page. You can change everything later, and undo every step.')}
          </StateMessage>
          {begin}
        </div>
      ) : null}
      {none && narrowed ? (
        <p className="studio-none" role="status">
          {question.state === 'deleted' && question.search === '' && !question.mine
            ? text('studio.home.noneDeleted', 'No application is deleted.')
            : text('studio.home.noneFound', 'No application matches.')}{' '}
          <button type="button" className="studio-link" onClick={() => setQuestion(everything)}>
            {text('studio.home.showAll', 'Show all')}
          </button>
        </p>
      ) : null}
      {items !== null && items.length > 0 ? (
        <ApplicationTable client={client} session={session} items={items} busy={busy} onNotice={setNotice} onChanged={again} />
      ) : null}
      {next === null ? null : (
        <p className="studio-home-more">
          <Button variant="default" loading={busy} onClick={more}>
            {text('studio.home.showMore', 'Show more')}
          </Button>
        </p>
      )}
      <NewApplication
        client={client}
        tenant={tenant}
        opened={creating}
        dropped={dropped}
        onClose={() => {
          setCreating(false);
          setDropped(null);
        }}
      />
    </div>
  );
}
