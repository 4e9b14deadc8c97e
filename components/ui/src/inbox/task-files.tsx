import { Icon, type TaskAttachmentView, useFormat, useRenderServices, useText } from '@plinth/component-kit';
import { useCallback, useRef, useState } from 'react';
import { PushButton } from '../parts/push-button.tsx';
import parts from './task.module.css';
import type { Act } from './task-work.tsx';
import { useAsked } from './use-asked.ts';

/** Types of pictures that browsers show, none of which can run anything. */
const pictures: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);

/** The files of the task. */
export function TaskFiles({ id, task, act }: { readonly id: string; readonly task: string; readonly act: Act }) {
  const words = useText();
  const format = useFormat();
  const { tasks } = useRenderServices();
  const { value, problem, reload } = useAsked(useCallback((signal) => tasks.attachments(task, signal), [tasks, task]));
  const items = value?.items ?? [];
  const limits = value?.limits;
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const attach = async (files: readonly File[]) => {
    setBusy(true);
    for (const file of files)
      if (!(await act(() => tasks.attach(task, file), words('ui.inbox.attached', '{name} is attached', { name: file.name })))) break;
    reload();
    setBusy(false);
  };
  const detach = async ({ id: attachment, name }: TaskAttachmentView) => {
    if (await act(() => tasks.detach(task, attachment), words('ui.inbox.detached', '{name} was taken away', { name }))) reload();
  };
  return (
    <section className={parts.part} aria-labelledby={`${id}-files`}>
      <h3 id={`${id}-files`}>{words('ui.inbox.attachments', 'Attachments')}</h3>
      {problem === null ? null : <p className={parts.hint}>{problem.title}</p>}
      {items.length === 0 ? null : (
        <ul className={parts.files}>
          {items.map((file) => (
            <li key={file.id}>
              {pictures.has(file.mediaType) ? (
                <img className={parts.picture} src={tasks.attachmentAddress(task, file.id)} alt="" loading="lazy" />
              ) : (
                <Icon name="paperclip" size={14} />
              )}
              <a href={tasks.attachmentAddress(task, file.id)} download={file.name}>
                {file.name}
              </a>
              <span className={parts.hint}>
                {format.bytes(file.size)} · {file.by.name}
              </span>
              <PushButton
                size="s"
                variant="subtle"
                icon="x"
                iconOnly
                text={words('ui.inbox.detach', 'Take {name} away', { name: file.name })}
                onClick={() => void detach(file)}
              />
            </li>
          ))}
        </ul>
      )}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={limits?.types.join(',')}
        onChange={({ currentTarget }) => {
          void attach([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
      <PushButton
        text={words('ui.inbox.attach', 'Attach a file')}
        icon="paperclip"
        size="s"
        busy={busy}
        onClick={() => input.current?.click()}
      />
      {limits === undefined || limits.types.length === 0 ? null : (
        <p className={parts.hint}>
          {words('ui.inbox.attachable', '{types}, up to {size}', { types: limits.types.join(', '), size: format.bytes(limits.bytes) })}
        </p>
      )}
    </section>
  );
}
