import { useTranslation } from 'react-i18next'
import type { RegionCockpit, RegionMember } from '../../../../src/exchange/schemas.ts'
import { LightBar } from '../../delivery/lights/LightBar.tsx'
import { LightMark } from '../../delivery/lights/LightMark.tsx'
import { comma } from '../../shell/punctuation.ts'
import { useMoment, useNumber } from '../../shell/time.ts'
import { LIGHTS, type RegionSearch, STATES } from './filter.ts'
import { AgeMark, useNodeName } from './parts.tsx'

type Choose = (change: { [Key in keyof RegionSearch]?: RegionSearch[Key] | undefined }) => void

/** Each member with its tasks by light and state, and the age of its figures. */
export function Members(props: { cockpit: RegionCockpit; chosen: string | undefined; onChoose: Choose }) {
  const { t } = useTranslation()
  const { cockpit, chosen, onChoose } = props
  return (
    <section>
      <h2>{t('exchange.nodes.cockpit.members')}</h2>
      <table className="mon-table cards">
        <thead>
          <tr>
            {(['member', 'age', 'tasks', 'lights', 'states', 'alerts', 'report'] as const).map((head) => (
              <th key={head} scope="col">
                {t(`exchange.nodes.cockpit.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cockpit.members.map((member) => (
            <Row key={member.code} {...{ member, cockpit, onChoose }} isChosen={member.code === chosen} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row(props: { member: RegionMember; cockpit: RegionCockpit; isChosen: boolean; onChoose: Choose }) {
  const { t } = useTranslation()
  const moment = useMoment()
  const number = useNumber()
  const nameOf = useNodeName()
  const { member, cockpit, isChosen, onChoose } = props
  const { at, oldAfterMinutes } = cockpit
  const { code, tasks, lights, states, completeAt, lastReportAt, alertsWaiting } = member
  /** What was never told is not zero. */
  const known = (text: string) => (completeAt === null ? '—' : text)
  const label = (key: 'age' | 'tasks' | 'lights' | 'states' | 'alerts' | 'report') => t(`exchange.nodes.cockpit.${key}`)
  return (
    <tr className={isChosen ? 'chosen' : ''}>
      <td>
        <button
          type="button"
          className="plain sec-name"
          aria-pressed={isChosen}
          onClick={() => onChoose({ owner: isChosen ? undefined : code })}
        >
          {nameOf(member)}
        </button>
        <small>{code}</small>
      </td>
      <td data-label={label('age')}>
        <AgeMark {...{ completeAt, at, oldAfterMinutes }} />
      </td>
      <td data-label={label('tasks')}>{known(number(tasks))}</td>
      <td data-label={label('lights')} className="node-lights">
        {tasks > 0 && <LightBar tally={lights} />}
        {LIGHTS.filter((light) => lights[light] > 0).map((light) => (
          <button
            key={light}
            type="button"
            className="plain"
            onClick={() => onChoose({ owner: code, light, state: undefined })}
          >
            <LightMark light={light} count={lights[light]} />
          </button>
        ))}
      </td>
      <td data-label={label('states')}>
        {STATES.filter((state) => states[state] > 0)
          .map((state) => `${t(`exchange.nodes.cockpit.taskStates.${state}`)} ${number(states[state])}`)
          .join(comma())}
      </td>
      <td data-label={label('alerts')}>{known(number(alertsWaiting))}</td>
      <td data-label={label('report')}>
        {known(lastReportAt ? moment(lastReportAt) : t('exchange.nodes.cockpit.noReport'))}
      </td>
    </tr>
  )
}
