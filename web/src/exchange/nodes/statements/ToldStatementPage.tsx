import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NodeList, ToldStatementDetail } from '../../../../../src/exchange/schemas.ts'
import type { StatementDetail } from '../../../../../src/settlement/schemas.ts'
import { AgreementText } from '../../../settlement/agreements/text/AgreementText.tsx'
import { type StatementHome, StatementHomeContext } from '../../../settlement/statements/home.ts'
import { Lines } from '../../../settlement/statements/Lines.tsx'
import { Months } from '../../../settlement/statements/Months.tsx'
import { ObjectDialog } from '../../../settlement/statements/ObjectDialog.tsx'
import { Objections } from '../../../settlement/statements/Objections.tsx'
import { StatementBadge, useSerial } from '../../../settlement/statements/parts.tsx'
import { SignDialog } from '../../../settlement/statements/SignDialog.tsx'
import { Ground, Payments, Signatures } from '../../../settlement/statements/Standing.tsx'
import { Page } from '../../../shell/Page.tsx'
import { ProblemPage } from '../../../shell/ProblemNotice.tsx'
import { Loading } from '../../../shell/states.tsx'
import { useMoment } from '../../../shell/time.ts'
import { nodesQuery } from '../api.ts'
import { AsOf, NodeTabs, useNodeName } from '../parts.tsx'
import { ActsHere } from './ActsHere.tsx'
import { actOnTold, toldStatementQuery } from './api.ts'
import '../../../settlement/statements/statements.css'

const route = getRouteApi('/nodes/statements/$owner/$statementId')

/** A statement of another node, as it was worked out here: to be read, signed and objected to. */
export function ToldStatementPage() {
  const { owner, statementId } = route.useParams()
  const found = useQuery(toldStatementQuery(owner, statementId))
  const nodes = useQuery(nodesQuery)
  const failed = [found, nodes].find(({ isError }) => isError)
  if (failed) return <ProblemPage of={failed} />
  return found.data && nodes.data ? <Told told={found.data} list={nodes.data} /> : <Loading />
}

function Told({ told, list: { at, oldAfterMinutes } }: { told: ToldStatementDetail; list: NodeList }) {
  const { t } = useTranslation()
  const serial = useSerial()
  const nameOf = useNodeName()
  const moment = useMoment()
  const [open, setOpen] = useState<'sign' | number | null>(null)
  const { owner, statement, acts } = told
  const node = nameOf(owner)
  const home = useMemo<StatementHome>(
    () => ({ node, act: (...wish) => actOnTold(owner.code, ...wish) }),
    [node, owner.code],
  )
  return (
    <Page
      title={t('settlement.statements.name', { year: told.year, agreement: told.agreementName })}
      lede={
        <>
          {told.verdict === 'whole' && <StatementBadge state={told.state} />}{' '}
          {serial(told.serial) && <span className="badge solid">{serial(told.serial)}</span>} {node} ·{' '}
          <AsOf completeAt={owner.completeAt} {...{ at, oldAfterMinutes }} />
        </>
      }
      actions={
        told.maySignFor && (
          <Button type="primary" onClick={() => setOpen('sign')}>
            {t('settlement.statements.sign')}
          </Button>
        )
      }
    >
      <NodeTabs />
      {owner.revokedAt !== null && (
        <p className="st-note refused" role="alert">
          {t('exchange.toldStatements.ownerCutOff', { node, at: moment(owner.revokedAt) })}
        </p>
      )}
      <Proof told={told} node={node} />
      <StatementHomeContext value={home}>
        <ActsHere acts={acts} statement={statement} isCutOff={owner.revokedAt !== null} />
      </StatementHomeContext>
      {statement && (
        <StatementHomeContext value={home}>
          <Sheet one={statement} onObject={setOpen} />
          <AgreementBehind told={told} one={statement} />
          {open === 'sign' && <SignDialog one={statement} onClose={() => setOpen(null)} />}
          {typeof open === 'number' && <ObjectLine one={statement} number={open} onClose={() => setOpen(null)} />}
        </StatementHomeContext>
      )}
    </Page>
  )
}

/** Whether what came is what it says it is, and comes to what it says. */
function Proof({ told, node }: { told: ToldStatementDetail; node: string }) {
  const { t } = useTranslation()
  const { verdict, reckoning, sha256 } = told
  if (verdict !== 'whole')
    return (
      <div className="st-note refused" role="alert">
        <b>{t(`exchange.toldStatements.verdicts.${verdict}`)}</b>
        <p>{t(`exchange.toldStatements.verdictLede.${verdict}`, { node })}</p>
        <p className="st-faint">
          {t('exchange.toldStatements.digestTold')} <code className="digest">{sha256}</code>
        </p>
      </div>
    )
  return (
    <div className={reckoning === 'differs' ? 'st-note refused' : 'node-note'}>
      <div>{t('exchange.toldStatements.proven')}</div>
      <div>{t(`exchange.toldStatements.reckoning.${reckoning}`, { node })}</div>
    </div>
  )
}

function Sheet({ one, onObject }: { one: StatementDetail; onObject: (line: number) => void }) {
  const { t } = useTranslation()
  return (
    <>
      {one.state === 'withdrawn' && (
        <p className="st-note refused">
          {t('settlement.statements.withdrawnNote', { reason: one.withdrawnReason ?? '' })}
        </p>
      )}
      <Payments one={one} />
      <Signatures one={one} />
      <Lines one={one} onObject={onObject} />
      <Objections one={one} />
      <Months one={one} />
      <Ground one={one} />
    </>
  )
}

/** 协议: the version that the statement rests on, in words, with its digest as it was computed here. */
function AgreementBehind({ told: { agreement }, one }: { told: ToldStatementDetail; one: StatementDetail }) {
  const { t } = useTranslation()
  if (!agreement) return null
  const { content, given, sha256, places } = agreement
  const parties = Object.entries(content.agreement.parties).map(([name, role]) => {
    const organization = one.parties.find((party) => party.name === name)?.organization ?? null
    return { name, role, organization, jurisdiction: places[name] ?? null, signature: null }
  })
  return (
    <section>
      <h2 className="section-title">{t('exchange.toldStatements.agreement')}</h2>
      <details className="st-line sheet">
        <summary>{t('settlement.statements.ofAgreement', { name: one.agreementName, version: one.version })}</summary>
        <AgreementText said={{ content, given, parties }} />
      </details>
      <p className="st-faint">
        {t('settlement.statements.digest')} <code className="digest">{sha256}</code>
      </p>
    </section>
  )
}

function ObjectLine({ one, number, onClose }: { one: StatementDetail; number: number; onClose: () => void }) {
  const line = one.lines.find((of) => of.number === number)
  return line ? <ObjectDialog {...{ one, line, onClose }} /> : null
}
