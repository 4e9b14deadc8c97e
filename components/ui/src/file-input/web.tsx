import { Icon, type StoredFile, useFormat, useRenderServices, useText } from '@plinth/component-kit';
import { type DragEvent, useRef, useState } from 'react';
import type { PropsOf } from '../contract/define-component.ts';
import { useInput } from '../contract/use-input.ts';
import { Field } from '../parts/field.tsx';
import { PushButton } from '../parts/push-button.tsx';
import { accepts } from './accepts.ts';
import styles from './file-input.module.css';
import type { fileInput } from './manifest.ts';

interface Upload {
  readonly name: string;
  readonly share: number;
  readonly controller: AbortController;
}

export function FileInput(props: PropsOf<typeof fileInput>) {
  const { properties } = props;
  const input = useInput(props);
  const words = useText();
  const format = useFormat();
  const services = useRenderServices();
  const chooser = useRef<HTMLInputElement>(null);
  const [upload, setUpload] = useState<Upload | null>(null);
  const [over, setOver] = useState(false);
  const file = storedFile(input.value);
  const accept = properties.accept ?? input.description?.accept ?? [];
  const most = properties.maximumBytes ?? input.description?.maxBytes ?? null;
  const locked = input.disabled || input.readOnly;

  const send = async (chosen: File) => {
    if (!accepts(accept, chosen))
      return input.complain(words('ui.fileInput.type', 'Choose a file of another type: {types}.', { types: format.list(accept) }));
    if (most !== null && chosen.size > most)
      return input.complain(words('ui.fileInput.size', 'Choose a file of at most {size}.', { size: format.bytes(most) }));
    const controller = new AbortController();
    const progress = (share: number) => setUpload({ name: chosen.name, share, controller });
    input.complain(null);
    progress(0);
    try {
      const stored = await services.uploadFile(properties.entity ?? '', properties.field ?? '', chosen, progress, controller.signal);
      input.change(stored);
    } catch (error) {
      const reason = error instanceof Error ? error.message : '';
      if (!controller.signal.aborted) input.complain(words('ui.fileInput.failed', 'The file was not uploaded. {reason}', { reason }));
    }
    setUpload(null);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const dropped = event.dataTransfer.files[0];
    if (dropped && !locked && !upload) void send(dropped);
  };

  return (
    <Field input={input} group="group">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an addition; the button inside does the same by keyboard */}
      <div
        className={styles.drop}
        data-over={over || undefined}
        data-invalid={input.error ? true : undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(!locked);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <input
          ref={chooser}
          type="file"
          className={styles.chooser}
          tabIndex={-1}
          aria-hidden="true"
          accept={accept.join(',')}
          disabled={locked}
          onChange={(event) => {
            const chosen = event.currentTarget.files?.[0];
            event.currentTarget.value = '';
            if (chosen) void send(chosen);
          }}
        />
        {upload ? (
          <>
            <span className={styles.name} role="status">
              {words('ui.fileInput.uploading', 'Uploading {name}: {share}', {
                name: upload.name,
                share: format.percent(upload.share, { digits: 0 }),
              })}
            </span>
            <PushButton
              text={words('ui.fileInput.stop', 'Stop')}
              size="s"
              onClick={() => {
                upload.controller.abort();
                setUpload(null);
              }}
            />
          </>
        ) : (
          <>
            {file ? (
              <a className={styles.file} href={services.fileAddress(file)} target="_blank" rel="noopener noreferrer">
                <Icon name="paperclip" size={14} />
                <span className={styles.name}>{file.name}</span>
                <span className={styles.size}>{format.bytes(file.size)}</span>
              </a>
            ) : (
              <span className={styles.hint}>{properties.placeholder ?? words('ui.fileInput.drop', 'Drop a file here')}</span>
            )}
            <span className={styles.actions}>
              <PushButton
                id={input.elementId}
                aria-describedby={input.aria['aria-describedby']}
                text={file ? words('ui.fileInput.replace', 'Replace') : words('ui.fileInput.choose', 'Choose a file')}
                size="s"
                disabled={locked}
                onClick={() => chooser.current?.click()}
              />
              {file && !locked ? (
                <PushButton
                  text={words('ui.fileInput.remove', 'Remove')}
                  icon="x"
                  iconOnly
                  variant="subtle"
                  size="s"
                  onClick={() => input.change(null)}
                />
              ) : null}
            </span>
          </>
        )}
      </div>
    </Field>
  );
}

function storedFile(value: unknown): StoredFile | null {
  if (typeof value !== 'object' || value === null) return null;
  const { id, name, size, mediaType } = value as Partial<StoredFile>;
  if (typeof id !== 'string' || typeof name !== 'string') return null;
  return { id, name, size: typeof size === 'number' ? size : 0, mediaType: mediaType ?? 'application/octet-stream' };
}
