import { useTranslation } from 'react-i18next'
import type { Agreement, AgreementDetail, Party, Term } from '../../../../../src/settlement/schemas.ts'
import { comma } from '../../../shell/punctuation.ts'
import { useFormulaName, useFormWord, useParameterName } from '../../parts/names.ts'
import { ConfidenceMark, useTermValue, useYears } from '../parts.tsx'
import { PaymentText } from './PaymentText.tsx'
import { useEvidenceText } from './useEvidenceText.ts'

/** What of an agreement is needed to say what it says. */
export type Said = Pick<AgreementDetail, 'content' | 'given'> & { parties: readonly Party[] }

/** 协议内容: everything that is signed, in words: who, when, where, who pays whom by which formula, on what data. */
export function AgreementText({ said }: { said: Said }) {
  const { t } = useTranslation()
  const word = useFormWord()
  const { agreement } = said.content
  return (
    <div className="agreement-text">
      <h2 className="section-title">{t('settlement.agreements.text.basics')}</h2>
      <Basics agreement={agreement} />
      <h2 className="section-title">{t('settlement.agreements.text.parties')}</h2>
      <Parties parties={said.parties} isSharing={said.content.book === 'sharing'} />
      <h2 className="section-title">
        {t('settlement.agreements.text.payments')} <small>{t('settlement.agreements.text.paymentsLede')}</small>
      </h2>
      <ol className="payments">
        {agreement.parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts of what is signed stand in an order
          <PaymentText key={index} part={part} />
        ))}
      </ol>
      <h2 className="section-title">
        {t('settlement.agreements.text.terms')} <small>{t('settlement.agreements.text.termsLede')}</small>
      </h2>
      <Terms agreement={agreement} />
      <h2 className="section-title">
        {t('settlement.agreements.text.evidence')} <small>{t('settlement.agreements.text.evidenceLede')}</small>
      </h2>
      <Evidence said={said} />
      {(agreement.openPoints ?? []).length > 0 && (
        <>
          <h2 className="section-title">
            {t('settlement.agreements.text.openPoints')} <small>{t('settlement.agreements.text.openPointsLede')}</small>
          </h2>
          <ul className="bullets">
            {agreement.openPoints?.map((point) => (
              <li key={point}>{word(point)}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

function Basics({ agreement }: { agreement: Agreement }) {
  const { t } = useTranslation()
  const years = useYears()
  const parameter = useParameterName()
  const [firstYear, lastYear] = agreement.years ?? [null, null]
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [t('settlement.agreements.text.years'), years({ firstYear, lastYear })],
    [
      t('settlement.agreements.text.sections'),
      agreement.sections.join(comma()) || t('settlement.agreements.text.noSections'),
    ],
    [
      t('settlement.agreements.text.items'),
      agreement.items.length > 0
        ? agreement.items.map(parameter).join(comma())
        : t(
            agreement.sections.length > 0
              ? 'settlement.agreements.text.allItems'
              : 'settlement.agreements.text.noItems',
          ),
    ],
    ...(agreement.signed ? [[t('settlement.agreements.text.signed'), agreement.signed] as const] : []),
    [t('settlement.agreements.text.source'), agreement.source ?? t('settlement.agreements.text.noSource')],
    [t('settlement.agreements.text.confidence'), <ConfidenceMark key="confidence" confidence={agreement.confidence} />],
  ]
  return (
    <dl className="agreement-facts sheet">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

function Parties({ parties, isSharing }: { parties: readonly Party[]; isSharing: boolean }) {
  const { t } = useTranslation()
  return (
    <div className="table-scroll">
      <table className="plain-table stacks">
        <thead>
          <tr>
            {(['party', 'role', 'jurisdiction', 'unit'] as const).map((head) => (
              <th key={head} scope="col">
                {t(`settlement.agreements.text.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {parties.map(({ name, role, jurisdiction, organization }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{t(`settlement.agreements.roles.${isSharing ? 'partner' : (role as 'upstream')}`)}</td>
              <td>{jurisdiction?.name ?? <Missing />}</td>
              <td>{organization?.name ?? <Missing />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Missing() {
  const { t } = useTranslation()
  return <span className="badge extracted">{t('settlement.agreements.text.notNamed')}</span>
}

function Terms({ agreement }: { agreement: Agreement }) {
  const { t } = useTranslation()
  const name = useFormulaName()
  const value = useTermValue()
  const word = useFormWord()
  const terms = Object.entries(agreement.terms)
  if (terms.length === 0) return <p className="quiet">{t('settlement.agreements.text.noTerms')}</p>
  return (
    <div className="table-scroll">
      <table className="plain-table stacks">
        <thead>
          <tr>
            {(['term', 'value', 'confidence', 'basis'] as const).map((head) => (
              <th key={head} scope="col">
                {t(`settlement.agreements.text.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {terms.map(([key, term]) => {
            const shown = value(key, term)
            return (
              <tr key={key} className={shown === null ? 'open' : ''}>
                <th scope="row">{name('terms', key)}</th>
                <td className="term-value">
                  {shown ?? <span className="badge urgent">{t('settlement.agreements.text.open')}</span>}
                </td>
                <td>
                  <ConfidenceMark confidence={term.confidence} />
                </td>
                <td className="whole">
                  {sourceOf(term, agreement.source) ?? (term.note ? '' : '—')}
                  {term.note && <small>{word(term.note)}</small>}
                  {shown === null && <small>{t('settlement.agreements.text.openMeans')}</small>}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

/** What nothing bears out is in no source of the agreement either. */
const sourceOf = ({ source, confidence }: Term, ofAll: string | undefined) =>
  source ?? (confidence === 'own' ? undefined : ofAll)

function Evidence({ said }: { said: Said }) {
  const { t } = useTranslation()
  const name = useFormulaName()
  const text = useEvidenceText()
  const { evidence } = said.content
  return (
    <ul className="bullets">
      {evidence.map((rule) => (
        <li key={JSON.stringify(rule)}>{text(rule)}</li>
      ))}
      {said.given.length > 0 && (
        <li>
          {t('settlement.agreements.text.given', { names: said.given.map((one) => name('inputs', one)).join(comma()) })}
        </li>
      )}
      {evidence.length === 0 && said.given.length === 0 && <li>{t('settlement.agreements.text.noEvidence')}</li>}
    </ul>
  )
}
