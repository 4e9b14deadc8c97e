import type { TextLookup } from '@plinth/component-kit';

interface TextLimits {
  readonly minLength?: number | null | undefined;
  readonly maxLength?: number | null | undefined;
  readonly pattern?: string | null | undefined;
}

/** Why a text is refused, or null. Empty text is the business of `required`. */
export function textComplaint(text: string, limits: TextLimits, words: TextLookup): string | null {
  if (text === '') return null;
  const length = [...text].length;
  if (limits.minLength && length < limits.minLength) {
    return words('ui.textInput.tooShort', 'Write at least {count, plural, one {# character} other {# characters}}.', {
      count: limits.minLength,
    });
  }
  if (limits.maxLength && length > limits.maxLength) {
    return words('ui.textInput.tooLong', 'Write at most {count, plural, one {# character} other {# characters}}.', {
      count: limits.maxLength,
    });
  }
  if (limits.pattern && !matches(text, limits.pattern)) return words('ui.textInput.pattern', 'This does not have the expected form.');
  return null;
}

function matches(text: string, pattern: string): boolean {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(text);
  } catch {
    // A pattern that JavaScript cannot read is checked by the server only.
    return true;
  }
}
