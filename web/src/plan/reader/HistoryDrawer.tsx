import { useQuery } from '@tanstack/react-query'
import { Drawer } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Change, Commitment, Responsibility } from '../../../../src/plan/schemas.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { comma } from '../../shell/punctuation.ts'
import { Loading } from '../../shell/states.tsx'
import { useMoment } from '../../shell/time.ts'
import { commitmentQuery } from '../api.ts'
import { FoundFacts } from './MachineOriginal.tsx'

/** Everything that happened to one commitment, newest first, down to what the machine found. */
export function HistoryDrawer({ item, onClose }: { item: Commitment | undefined; onClose: () => void }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const detail = useQuery(commitmentQuery(item?.id))
  return (
    <Drawer open={item !== undefined} onClose={onClose} title={t('history.title')} size={480} destroyOnHidden>
      {detail.isPending && item && <Loading />}
      {detail.isError && <ProblemNotice problem={detail.error} onRetry={() => void detail.refetch()} />}
      {detail.data && (
        <ol className="history">
          {detail.data.history.map((change) => (
            <li key={change.id} className={change.undoneBy ? 'undone' : ''}>
              <h3>
                {t(`changes.${change.kind}`)}
                {change.undoneBy && <span className="badge">{t('history.undone')}</span>}
              </h3>
              <p>
                {change.by.userName} · {change.by.organizationName} · {moment(change.at)}
              </p>
              {change.reason && <blockquote>{change.reason}</blockquote>}
              <Differences change={change} />
            </li>
          ))}
          {detail.data.found.map((found) => (
            <li key={`v${found.version}`} className="by-machine">
              <h3>{t('history.found', { version: found.version })}</h3>
              <FoundFacts found={found} />
            </li>
          ))}
          {detail.data.found.length === 0 && <li>{t('edit.madeByPerson')}</li>}
        </ol>
      )}
    </Drawer>
  )
}

const told = ['title', 'kind', 'state', 'text', 'open', 'deadline', 'target', 'project', 'responsibilities'] as const

function Differences({ change: { before, after } }: { change: Change }) {
  const { t } = useTranslation()
  if (!before || !after) return null
  const stateWord = (value: unknown) =>
    value === 'extracted' || value === 'confirmed' || value === 'rejected' || value === 'replaced'
      ? t(`states.${value}`)
      : String(value)
  const unitWord = (value: unknown) => {
    const { printed, role, organization } = value as Responsibility
    const held = organization && organization.name !== printed ? ` → ${organization.name}` : ''
    return `${printed}${held} (${t(`roles3.${role}`)})`
  }
  const say = (name: string, value: unknown) => {
    if (name === 'state') return stateWord(value)
    if (name === 'responsibilities' && Array.isArray(value)) return value.map(unitWord).join(comma()) || '—'
    return plainText(value)
  }
  // What reads the same is no difference to a person, even where the record notes more (places in the text).
  const changed = told.filter((name) => name in after && say(name, before[name]) !== say(name, after[name]))
  if (changed.length === 0) return null
  return (
    <dl className="differences">
      {changed.map((name) => (
        <div key={name}>
          <dt>{t(`fields.${name}`)}</dt>
          <dd>
            <del>{say(name, before[name])}</del>
            <ins>{say(name, after[name])}</ins>
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** A value of a record as a line of text: names of units, parts of a target, the date of a deadline. */
function plainText(value: unknown): string {
  if (value === null || value === undefined || value === '') return '—'
  if (Array.isArray(value)) return value.map(plainText).join(comma()) || '—'
  if (typeof value !== 'object') return String(value)
  const facts = value as Record<string, unknown>
  if (typeof facts.printed === 'string') return facts.printed
  return Object.values(facts)
    .filter((part) => part !== null && typeof part !== 'object' && part !== false)
    .join(' ')
}
