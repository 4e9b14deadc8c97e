import { type StoredFile, useRenderServices } from '@plinth/component-kit';
import type { PropsOf } from '../contract/define-component.ts';
import { safePictureAddress } from '../contract/safe-address.ts';
import styles from './image.module.css';
import type { image } from './manifest.ts';

export function Image({ properties }: PropsOf<typeof image>) {
  const { source, file, description, fit, height, ratio, rounded } = properties;
  const services = useRenderServices();
  const address = safePictureAddress(isStoredFile(file) ? services.fileAddress(file) : source);
  if (address === null)
    return (
      <div
        className={styles.absent}
        role="img"
        aria-label={description ?? undefined}
        aria-hidden={description ? undefined : true}
        style={{ height: height ?? undefined }}
      />
    );
  return (
    <img
      className={styles.image}
      src={address}
      alt={description ?? ''}
      loading="lazy"
      decoding="async"
      referrerPolicy="no-referrer"
      data-fit={fit}
      data-rounded={rounded || undefined}
      style={{ height: height ?? undefined, aspectRatio: ratio === 'natural' ? undefined : ratio.replace(':', ' / ') }}
    />
  );
}

function isStoredFile(file: unknown): file is StoredFile {
  return typeof file === 'object' && file !== null && 'id' in file && 'name' in file;
}
