import { escapeHtml, page } from './html.ts'
import type { Messages } from './messages.ts'

/** As much of an OpenAPI document as the page shows. */
export interface OpenApi {
  paths: Record<string, Record<string, Operation>>
}
interface Operation {
  tags?: string[]
  summary?: string
  description?: string
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: unknown }[]
  requestBody?: { content?: Record<string, { schema?: unknown }> }
  responses?: Record<string, { description?: string; content?: Record<string, { schema?: unknown }> }>
  'x-permission'?: string
  'x-audit'?: string
}

/** The whole API on one page, by subject: nothing to load from elsewhere, nothing to run. */
export function apiPage(messages: Messages, api: OpenApi): string {
  const byTag = new Map<string, string[]>()
  for (const [path, operations] of Object.entries(api.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const tag = operation.tags?.[0] ?? 'server'
      byTag.set(tag, [...(byTag.get(tag) ?? []), operationBlock(messages, method, path, operation)])
    }
  }
  const sections = [...byTag].map(([tag, blocks]) => `<h2>${escapeHtml(tag)}</h2>${blocks.join('')}`)
  const intro = `<p>${escapeHtml(messages.apiIntro)} <a href="/api/openapi.json">/api/openapi.json</a></p>`
  return page(messages, messages.api, intro + sections.join(''), 'wide')
}

function operationBlock(messages: Messages, method: string, path: string, operation: Operation): string {
  const permission = operation['x-permission'] ?? ''
  const rights = [
    `${messages.permission}: ${permission === 'public' ? messages.publicAccess : permission}`,
    ...(operation['x-audit'] && operation['x-audit'] !== 'none'
      ? [`${messages.signsFor}: ${operation['x-audit']}`]
      : []),
  ]
  const parts = [
    operation.description ? `<p>${escapeHtml(operation.description)}</p>` : '',
    `<p>${escapeHtml(rights.join(' · '))}</p>`,
    parameterTable(messages, operation),
    ...schemasOf(operation.requestBody?.content).map((schema) => `<p>${messages.body}</p>${schema}`),
    answers(messages, operation),
  ]
  return `<details><summary><span class="method">${method.toUpperCase()}</span><code>${escapeHtml(path)}</code>
 ${escapeHtml(operation.summary ?? '')}</summary>${parts.join('')}</details>`
}

function parameterTable(messages: Messages, { parameters = [] }: Operation): string {
  if (parameters.length === 0) return ''
  const rows = parameters.map(({ name, required, description, schema, ...parameter }) => {
    const what = [description, compact(schema)].filter(Boolean).join(' ')
    return `<tr><td><code>${escapeHtml(name)}${required ? '*' : ''}</code></td><td>${parameter.in}</td><td>${escapeHtml(what)}</td></tr>`
  })
  return `<p>${messages.parameters}</p><table>${rows.join('')}</table>`
}

function answers(messages: Messages, { responses = {} }: Operation): string {
  const blocks = Object.entries(responses).map(
    ([status, { description, content }]) =>
      `<p><code>${status}</code> ${escapeHtml(description ?? '')}</p>${schemasOf(content).join('')}`,
  )
  return blocks.length > 0 ? `<p>${messages.answers}</p>${blocks.join('')}` : ''
}

function schemasOf(content: Record<string, { schema?: unknown }> = {}): string[] {
  return Object.entries(content).map(
    ([type, { schema }]) =>
      `<p><code>${escapeHtml(type)}</code></p><pre>${escapeHtml(JSON.stringify(schema, null, 2))}</pre>`,
  )
}

const compact = (schema: unknown) => (schema === undefined ? '' : JSON.stringify(schema))
