import type { ExportColumn } from '../../platform/http/index.ts'
import { todayInChina } from '../../platform/time.ts'
import type { AgreementListed, RequestListed, Waiting } from './schemas.ts'
import { REQUEST_WORDS } from './words.ts'

/** On whom a row waits, by name: the unit of that side, or the office. */
const waitsOn = ({ waiting, provider, recipient }: Pick<RequestListed, 'waiting' | 'provider' | 'recipient'>) =>
  waiting && (waiting.side === 'office' ? '协调办公室' : waiting.side === 'provider' ? provider.name : recipient.name)
const left = (waiting: Waiting | null) =>
  waiting?.daysLeft == null
    ? null
    : waiting.daysLeft < 0
      ? `逾期 ${-waiting.daysLeft} 个工作日`
      : `剩余 ${waiting.daysLeft} 个工作日`

interface Shared extends Pick<RequestListed, 'resource' | 'provider' | 'recipient' | 'purpose' | 'access' | 'waiting'> {
  validUntil: string
}
const shared = {
  resource: { title: '信息资源', width: 36, value: (row: Shared) => row.resource.name },
  code: { title: '资源代码', width: 24, value: (row: Shared) => row.resource.code },
  provider: { title: '提供方', width: 28, value: (row: Shared) => row.provider.name },
  recipient: { title: '使用方', width: 28, value: (row: Shared) => row.recipient.name },
  purpose: { title: '使用目的', width: 44, value: (row: Shared) => row.purpose },
  access: { title: '使用方式', width: 12, value: (row: Shared) => REQUEST_WORDS.access[row.access] },
  validUntil: { title: '有效期至', width: 14, value: (row: Shared) => row.validUntil },
  waitsFor: { title: '待办', width: 20, value: (row: Shared) => row.waiting && REQUEST_WORDS.waits[row.waiting.for] },
  waitsOn: { title: '等待单位', width: 28, value: waitsOn },
  since: { title: '等待自', width: 14, value: (row: Shared) => row.waiting?.sinceOn },
  due: { title: '应于此日前办结', width: 16, value: (row: Shared) => row.waiting?.dueOn },
  left: { title: '时限', width: 18, value: (row: Shared) => left(row.waiting) },
}

/** Requests as a table: who asks whom for what, where it stands, and on whom it waits. */
export const REQUEST_COLUMNS: readonly ExportColumn<RequestListed>[] = [
  ...[shared.resource, shared.code, shared.provider, shared.recipient],
  { title: '事项', width: 28, value: ({ matter }) => matter },
  ...[shared.purpose, shared.access, shared.validUntil],
  { title: '状态', width: 12, value: ({ state }) => REQUEST_WORDS.states[state] },
  ...[shared.waitsFor, shared.waitsOn, shared.since, shared.due, shared.left],
  { title: '申请日期', width: 14, value: ({ at }) => todayInChina(new Date(at)) },
]

/** Agreements as a table. */
export const AGREEMENT_COLUMNS: readonly ExportColumn<AgreementListed>[] = [
  ...[shared.resource, shared.code, shared.provider, shared.recipient, shared.purpose, shared.access],
  { title: '生效日期', width: 14, value: ({ validFrom }) => validFrom },
  shared.validUntil,
  { title: '状态', width: 12, value: ({ state }) => REQUEST_WORDS.agreementStates[state] },
  { title: '终止方式', width: 14, value: ({ endKind }) => endKind && REQUEST_WORDS.endKinds[endKind] },
  { title: '撤回自', width: 14, value: ({ withdrawnFrom }) => withdrawnFrom },
  { title: '未核实疑义', width: 12, value: ({ openDisputes }) => openDisputes },
  ...[shared.waitsFor, shared.waitsOn, shared.since, shared.due, shared.left],
]
