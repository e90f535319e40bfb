import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Neighbour, OrganizationDetail } from '../../../src/gazetteer/schemas.ts'
import { bracketed, comma } from '../shell/punctuation.ts'

/** Who an organization is: its names, its place, and the dated line of those before and after it. */
export function Identity({ unit }: { unit: OrganizationDetail }) {
  const { t } = useTranslation()
  const names = (kind: OrganizationDetail['names'][number]['kind']) => [
    ...new Set(unit.names.filter((one) => one.kind === kind && one.name !== unit.name).map(({ name }) => name)),
  ]
  const shorts = names('short')
  const aliases = names('alias')
  const printed = names('printed')
  return (
    <div className="identity sheet">
      <dl>
        <Fact label={t('units.jurisdiction')}>{unit.jurisdiction?.name ?? t('units.noJurisdiction')}</Fact>
        {shorts.length > 0 && <Fact label={t('units.shortNames')}>{shorts.join(comma())}</Fact>}
        {aliases.length > 0 && <Fact label={t('units.aliases')}>{aliases.join(comma())}</Fact>}
        {printed.length > 0 && <Fact label={t('units.printedNames')}>{printed.join(comma())}</Fact>}
        {(unit.validFrom || unit.validTo) && (
          <Fact label={t('units.existed')}>
            {unit.validFrom ?? '…'} — {unit.validTo ?? t('units.now')}
          </Fact>
        )}
      </dl>
      {(unit.predecessors.length > 0 || unit.successors.length > 0) && (
        <ol className="succession" aria-label={t('units.succession')}>
          {unit.predecessors.map((one) => (
            <Step key={`${one.organization?.id}${one.kind}${one.duty}`} step={one} before />
          ))}
          <li className="here">{unit.name}</li>
          {unit.successors.map((one) => (
            <Step key={`${one.organization?.id}${one.kind}${one.duty}`} step={one} before={false} />
          ))}
        </ol>
      )}
    </div>
  )
}

function Fact({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

/** One step of succession. A date known to the year only is shown as the year. */
function Step({ step, before }: { step: Neighbour; before: boolean }) {
  const { t } = useTranslation()
  const length = { year: 4, month: 7, day: 10 }[step.precision]
  const how = (
    <span className="step-how">
      {step.date.slice(0, length)} {t(`units.steps.${step.kind}`)}
      {step.duty && <small>{bracketed(step.duty)}</small>}
    </span>
  )
  const body = step.organization ? (
    <Link to="/units/$unitId" params={{ unitId: step.organization.id }}>
      {step.organization.name}
    </Link>
  ) : null
  return (
    <li className={before ? 'before' : 'after'} title={step.source}>
      {before ? (
        <>
          {body} {how}
        </>
      ) : (
        <>
          {how} {body}
        </>
      )}
    </li>
  )
}
