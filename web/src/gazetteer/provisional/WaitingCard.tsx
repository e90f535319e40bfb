import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { OrganizationSummary } from '../../../../src/gazetteer/schemas.ts'
import type { OrganizationRef } from '../../../../src/plan/schemas.ts'
import { useRegister } from '../../plan/api.ts'
import { placeOf } from '../../plan/place.ts'
import { ProblemNotice } from '../../shell/ProblemNotice.tsx'
import { useLikelyUnits } from './api.ts'
import { Emphasized } from './Emphasized.tsx'
import type { ProvisionalAct } from './useProvisional.tsx'

/** One printed body. The chosen one shows where it is printed and whom it may mean. */
export function WaitingCard(props: {
  unit: OrganizationSummary
  chosen: boolean
  onChoose: () => void
  onAct: (act: ProvisionalAct, into?: OrganizationRef) => void
}) {
  const { unit, chosen } = props
  const { t } = useTranslation()
  return (
    <li
      className={chosen ? 'waiting-unit sheet chosen' : 'waiting-unit sheet'}
      data-unit={unit.id}
      tabIndex={-1}
      {...(chosen ? { 'aria-current': 'true' as const } : {})}
    >
      <header>
        <button type="button" className="plain waiting-name" aria-expanded={chosen} onClick={props.onChoose}>
          {unit.name}
        </button>
        <small>
          {unit.jurisdiction?.name ?? t('units.noJurisdiction')} · {t(`unitKinds.${unit.kind}`)}
        </small>
        <div className="waiting-tools no-print">
          <Button size="small" type={chosen ? 'primary' : 'default'} onClick={() => props.onAct('confirm')}>
            {t('waitingUnits.confirm')}
          </Button>
          <Button size="small" onClick={() => props.onAct('merge')}>
            {t('waitingUnits.mergeInto')}
          </Button>
          <Button size="small" onClick={() => props.onAct('correct')}>
            {t('waitingUnits.correct')}
          </Button>
        </div>
      </header>
      {chosen && (
        <>
          <Likely unit={unit} onMerge={(into) => props.onAct('merge', into)} />
          <Printed unit={unit} />
        </>
      )}
    </li>
  )
}

function Likely({ unit, onMerge }: { unit: OrganizationSummary; onMerge: (into: OrganizationRef) => void }) {
  const { t } = useTranslation()
  const likely = useLikelyUnits(unit)
  if (!likely) return null
  return (
    <section className="waiting-likely">
      <h3>{t('waitingUnits.likely')}</h3>
      {likely.length === 0 ? (
        <p className="faint">{t('waitingUnits.noneLikely')}</p>
      ) : (
        <ul>
          {likely.map((one) => (
            <li key={one.id}>
              <Link to="/units/$unitId" params={{ unitId: one.id }}>
                {one.name}
              </Link>
              {one.validTo && <small>{t('units.until', { date: one.validTo })}</small>}
              <Button
                size="small"
                type="link"
                className="no-print"
                aria-label={t('waitingUnits.mergeWith', { name: one.name })}
                onClick={() => onMerge({ id: one.id, name: one.name, shortName: one.shortName })}
              >
                {t('waitingUnits.thisOne')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

const SENTENCES = 5

function Printed({ unit }: { unit: OrganizationSummary }) {
  const { t } = useTranslation()
  const list = useRegister({ unit: unit.id }, SENTENCES)
  if (list.isPending) return null
  if (list.isError) return <ProblemNotice problem={list.error} onRetry={() => void list.refetch()} />
  const [first] = list.data.pages
  // A sentence from which two commitments were made is shown once.
  const items = (first?.items ?? []).filter(
    (item, at, all) => all.findIndex((one) => one.document.id === item.document.id && one.text === item.text) === at,
  )
  return (
    <section className="waiting-printed">
      <h3>{t('waitingUnits.printed')}</h3>
      {items.length === 0 && <p className="faint">{t('waitingUnits.notPrinted')}</p>}
      <ul>
        {items.map((item) => (
          <li key={item.id}>
            <Link {...placeOf(item)}>
              《{item.document.title.replace(/^《|》$/gu, '')}》{item.provision.label}
            </Link>
            <p>
              <Emphasized
                text={item.text}
                words={item.responsibilities.flatMap(({ organization, printed }) =>
                  organization?.id === unit.id ? [printed, unit.shortName] : [],
                )}
              />
            </p>
          </li>
        ))}
      </ul>
      {first && first.total > first.items.length && (
        <Link to="/register" search={{ unit: unit.id }}>
          {t('waitingUnits.allPrinted', { count: first.total })}
        </Link>
      )}
    </section>
  )
}
