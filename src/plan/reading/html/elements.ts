import type { DefaultTreeAdapterTypes as Tree } from 'parse5'

/** Elements whose content a browser does not show as text of the page. */
const UNSHOWN = new Set(
  'script style noscript template iframe object embed svg canvas audio video select datalist button input textarea map head title meta link base'.split(
    ' ',
  ),
)
const BLOCKS = new Set(
  'address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul'.split(
    ' ',
  ),
)
const SIDE_WORDS =
  /(?:^|[\s_-])(?:nav|navi|navbar|menu|foot|footer|header|head-?top|topbar|top-?nav|crumbs?|breadcrumbs?|location|position|dqwz|share|bdshare|jiathis|related|relate|xgwj|xgxx|recommend|hot|sidebar|side|aside|banner|copyright|copy|search|toolbar|tools?|printer|print|comments?|pagination|pages?-?nav|friend-?links?|links|login|qrcode|ewm|ztfont|fontsize)(?:$|[\s_-]|\d)/i
const ARTICLE_WORDS =
  /(?:^|\s)(?:UCAP-CONTENT|zoom|Zoom|TRS_Editor|trs_editor_view|TRS_UEDITOR|trs_paper_default|pages_content|article-?content|article_?con|artcon|news_?content|view|vsb_content|v_news_content|zhengwen|content_?txt|txt_?con|text-?con|arc_cont|bt_content|ReadContent|fontzoom|con_?text|detail-?content|zwnr|wznr|ArticleContent|BodyLabel|b12c)(?:$|\s)/

/** One element of a page in document order, with what its subtree holds. */
export interface ElementRecord {
  node: Tree.Element
  parent: number
  /** Index after the last element inside it. */
  end: number
  depth: number
}

export const isElement = (node: Tree.Node): node is Tree.Element => 'tagName' in node
export const isTextNode = (node: Tree.Node): node is Tree.TextNode => node.nodeName === '#text'

export function attribute(node: Tree.Element, name: string): string | undefined {
  return node.attrs.find((one) => one.name === name)?.value
}

/** Whether a browser leaves it out: scripts, controls, hidden parts. */
export function isUnshown(node: Tree.Element): boolean {
  if (UNSHOWN.has(node.tagName)) return true
  const style = attribute(node, 'style')
  return (
    attribute(node, 'hidden') !== undefined ||
    (style !== undefined && /display\s*:\s*none|visibility\s*:\s*hidden/i.test(style))
  )
}

export const isBlockElement = (node: Tree.Element) => BLOCKS.has(node.tagName)

/** Whether its tag, id or class says that it is navigation, a footer, a share bar or the like. */
export function isAside(node: Tree.Element): boolean {
  if (/^(?:nav|aside|footer|header)$/.test(node.tagName)) return true
  const names = `${attribute(node, 'id') ?? ''} ${attribute(node, 'class') ?? ''}`
  return names.length < 500 && SIDE_WORDS.test(names)
}

/** Whether its id or class is one that publishing systems of Chinese governments give to the article. */
export function isNamedArticle(node: Tree.Element): boolean {
  if (node.tagName === 'article') return true
  const names = `${attribute(node, 'id') ?? ''} ${attribute(node, 'class') ?? ''}`
  return names.length < 500 && ARTICLE_WORDS.test(names)
}

/** A number in an attribute, within bounds. */
export function numberAttribute(
  node: Tree.Element,
  name: string,
  least: number,
  most: number,
  otherwise: number,
): number {
  const value = Number.parseInt(attribute(node, name) ?? '', 10)
  return Number.isNaN(value) ? otherwise : Math.min(most, Math.max(least, value))
}
