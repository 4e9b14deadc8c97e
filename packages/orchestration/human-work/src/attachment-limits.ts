import { largestAttachment } from '@plinth/api-contract';
import { nodesOf } from '@plinth/process-model';
import type { TaskStanding } from '@plinth/process-store';

/** What may be put to a task. */
export interface AttachmentLimits {
  /** Media types, such as `application/pdf` or `image/*`; none for every type. */
  readonly types: readonly string[];
  /** Largest file, in bytes. */
  readonly bytes: number;
}

const megabyte = 1024 * 1024;

/** What the process says of the files of a task: `plinth:attachmentTypes`, with commas, and `plinth:attachmentMegabytes`. */
export function limitsOf({ held, task }: Pick<TaskStanding, 'held' | 'task'>): AttachmentLimits {
  for (const process of held.runnable.model.processes) {
    for (const { node } of nodesOf(process)) {
      if (node.id !== task.element || !('settings' in node)) continue;
      const { attachmentTypes = '', attachmentMegabytes = '' } = node.settings;
      const megabytes = Number(attachmentMegabytes);
      const isGiven = attachmentMegabytes.trim() !== '' && Number.isFinite(megabytes) && megabytes >= 0;
      return {
        types: attachmentTypes
          .split(',')
          .map((type) => type.trim().toLowerCase())
          .filter((type) => type !== ''),
        bytes: isGiven ? Math.min(largestAttachment, Math.floor(megabytes * megabyte)) : largestAttachment,
      };
    }
  }
  return { types: [], bytes: largestAttachment };
}

/** Whether files of a media type may be put there. */
export function mayAttach({ types }: AttachmentLimits, mediaType: string): boolean {
  const [plain = ''] = mediaType.toLowerCase().split(';', 1);
  const [kind] = plain.split('/', 1);
  return types.length === 0 || types.some((type) => type === plain.trim() || type === `${kind}/*` || type === '*/*');
}
