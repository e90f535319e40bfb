import type { Messages } from './messages.ts'

/** Text as it may stand in HTML. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

const STYLE = `
:root { color-scheme: light; --ink: #1f2328; --soft: #667085; --line: #e4e7ec; --accent: #1f5fbf }
body { margin: 0; background: #f7f8fa; color: var(--ink); font: 16px/1.7 -apple-system, "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif }
main { max-width: 26rem; margin: 15vh auto 0; padding: 2.5rem; background: #fff; border: 1px solid var(--line); border-radius: 10px }
main.wide { max-width: 60rem; margin: 3rem auto }
h1 { margin: 0 0 1rem; font-size: 1.4rem } h2 { margin: 2.5rem 0 .5rem; font-size: 1.15rem; border-bottom: 1px solid var(--line) }
p { color: var(--soft); margin: .5rem 0 } a { color: var(--accent) } code { font: .88em ui-monospace, Menlo, Consolas, monospace }
label { display: block; margin: 1rem 0 .3rem } input { width: 100%; box-sizing: border-box; padding: .6rem .8rem; font: inherit; border: 1px solid #98a2b3; border-radius: 6px }
button { margin-top: 1.2rem; width: 100%; padding: .65rem; font: inherit; color: #fff; background: var(--accent); border: 0; border-radius: 6px; cursor: pointer }
:focus-visible { outline: 3px solid #9ec1f7; outline-offset: 1px } .wrong { color: #b42318 }
details { border-top: 1px solid var(--line); padding: .45rem 0 } summary { cursor: pointer } .method { display: inline-block; min-width: 4.2rem; font-weight: 600; color: var(--accent) }
table { border-collapse: collapse; width: 100%; margin: .4rem 0 } td, th { text-align: left; vertical-align: top; padding: .2rem .6rem .2rem 0; border-bottom: 1px solid var(--line); font-size: .92rem } pre { overflow-x: auto; background: #f7f8fa; padding: .7rem; font-size: .82rem }
`

/** A page of the server's own, without any script. */
export function page(messages: Messages, title: string, body: string, layout: 'narrow' | 'wide' = 'narrow'): string {
  return `<!doctype html>
<html lang="${messages.language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · ${escapeHtml(messages.product)}</title><style>${STYLE}</style></head>
<body><main${layout === 'wide' ? ' class="wide"' : ''}><h1>${escapeHtml(title)}</h1>${body}</main></body>
</html>`
}

export const HTML_TYPE = 'text/html; charset=utf-8'
