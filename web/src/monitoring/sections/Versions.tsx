import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AssessmentDetail } from '../../../../src/monitoring/schemas.ts'
import { useMoment } from '../../shell/time.ts'
import { ClassMark, MetMark } from '../shared/ClassMark.tsx'
import { useParameters } from '../shared/parameters.ts'
import { withUnit } from '../shared/values.ts'
import { assessmentQuery } from './api.ts'
import { changesBetween } from './derivation.ts'

/** Every assessment of this time, and what the one in view changed against the one before it. */
export function Versions({ one, onOpen }: { one: AssessmentDetail; onOpen: (id: number) => void }) {
  const { t } = useTranslation()
  const moment = useMoment()
  if (one.history.length < 2)
    return <p className="mon-note">{t('monitoring.sections.madeAt', { at: moment(one.madeAt) })}</p>
  const before = one.history[one.history.findIndex(({ id }) => id === one.id) + 1]
  return (
    <div className="sec-aside">
      <h3>{t('monitoring.sections.versions', { count: one.history.length })}</h3>
      {before && <Changes one={one} before={before.id} />}
      <ul className="sec-versions">
        {one.history.map(({ id, class: found, meets, madeAt, supersededAt }) => (
          <li key={id} className={id === one.id ? 'here' : undefined}>
            {id === one.id ? (
              <span>{moment(madeAt)}</span>
            ) : (
              <Button type="link" className="sec-link" onClick={() => onOpen(id)}>
                {moment(madeAt)}
              </Button>
            )}
            <ClassMark of={found} />
            <MetMark meets={meets} />
            <span>
              {supersededAt === null
                ? t('monitoring.sections.standing')
                : t('monitoring.sections.replaced', { at: moment(supersededAt) })}
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Value by value, what the data that came in later did. */
function Changes({ one, before }: { one: AssessmentDetail; before: number }) {
  const { t } = useTranslation()
  const { nameOf, unitOf } = useParameters()
  const found = useQuery(assessmentQuery(before))
  if (!found.data) return null
  const changes = changesBetween(found.data.values, one.values)
  return (
    <>
      <p>
        {one.late && t('monitoring.sections.lateData')} {changes.length === 0 && t('monitoring.sections.sameValues')}
        {found.data.targetClass !== one.targetClass && t('monitoring.sections.otherTarget')}
      </p>
      {changes.length > 0 && (
        <ul className="sec-changes">
          {changes.map(({ code, before: was, after }) => (
            <li key={code}>
              <b>{nameOf(code)}</b> {withUnit(was, unitOf(code))} → <strong>{withUnit(after, unitOf(code))}</strong>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
