import DOMPurify, { type Config } from 'dompurify';

const configuration: Config = {
  ALLOWED_TAGS: [
    'a',
    'abbr',
    'b',
    'blockquote',
    'br',
    'caption',
    'code',
    'dd',
    'del',
    'dl',
    'dt',
    'em',
    'figcaption',
    'figure',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'hr',
    'i',
    'img',
    'ins',
    'kbd',
    'li',
    'mark',
    'ol',
    'p',
    'pre',
    'q',
    's',
    'samp',
    'small',
    'span',
    'strong',
    'sub',
    'sup',
    'table',
    'tbody',
    'td',
    'tfoot',
    'th',
    'thead',
    'tr',
    'u',
    'ul',
  ],
  ALLOWED_ATTR: ['href', 'title', 'alt', 'src', 'width', 'height', 'colspan', 'rowspan', 'scope', 'start', 'dir', 'lang'],
  ALLOW_ARIA_ATTR: false,
  ALLOW_DATA_ATTR: false,
  ALLOWED_URI_REGEXP: /^(?:https?:|mailto:|tel:|\/(?!\/)|#|data:image\/(?:png|jpeg|gif|webp);base64,)/i,
  KEEP_CONTENT: true,
  RETURN_DOM: false,
};

let purifier: typeof DOMPurify | null = null;

/**
 * HTML with nothing in it that runs, sends, styles or imitates the page: only text marks, lists, tables, pictures and
 * links. Links open elsewhere without telling where they came from; pictures load late and without a referrer.
 */
export function sanitiseHtml(html: string): string {
  purifier ??= withLinkRules();
  return purifier.sanitize(withoutReported(html), configuration);
}

/**
 * Takes styles out and renames event and style attributes and elements that speak for the whole page before anything parses
 * them. The sanitiser would remove them anyway, but browsers report a violation of the page's policy as soon as a parser meets
 * one, even in a document that is never shown.
 */
function withoutReported(html: string): string {
  const plain = html.replace(/<style\b[^>]*>[\s\S]*?(?:<\/style\s*>|$)/gi, '').replace(/<(\/?)(?:base|link|meta|style)\b/gi, '<$1removed');
  return plain.replace(/<[a-z][^>]*/gi, (tag) => tag.replace(/([\s/"'])(?:on\w+|style)(\s*=)/gi, '$1data-removed$2'));
}

function withLinkRules(): typeof DOMPurify {
  const own = DOMPurify(window);
  own.addHook('afterSanitizeAttributes', (node) => {
    if (node.tagName === 'A' && node.hasAttribute('href')) {
      node.setAttribute('target', '_blank');
      node.setAttribute('rel', 'noopener noreferrer nofollow');
    }
    if (node.tagName === 'IMG') {
      node.setAttribute('loading', 'lazy');
      node.setAttribute('referrerpolicy', 'no-referrer');
      if (!node.hasAttribute('alt')) node.setAttribute('alt', '');
    }
  });
  return own as typeof DOMPurify;
}
