import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, Select } from 'antd'
import { type ReactNode, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgreementPart } from '../../../../../src/settlement/schemas.ts'
import { ConditionEditor } from '../formula/ConditionEditor.tsx'
import { QuantityEditor } from '../formula/QuantityEditor.tsx'
import { FormulaScopeContext, inputsOffered } from '../formula/scope.ts'
import { EMPTY, emptyCondition, replaced, without } from '../formula/tree.ts'
import { PaymentText } from '../text/PaymentText.tsx'
import { contentOf, type DraftModel, withParts } from './model.ts'
import { Place, RefusedContext } from './Refused.tsx'
import type { Change } from './useDraft.ts'

/** What flows: from whom to whom, how much by which formula, when; each shown as it reads. */
export function PaymentsPart({ model, change }: { model: DraftModel; change: Change }) {
  const { t } = useTranslation()
  const refused = useContext(RefusedContext)
  const { parts, items } = model.agreement
  const set = (at: number, part: AgreementPart, tag?: string) =>
    change((now) => withParts(now, replaced(now.agreement.parts, at, part)), tag ?? null)
  const add = () =>
    change((now) =>
      withParts(now, [...now.agreement.parts, { kind: 'transfer', zh: '', from: '', to: '', yuan: EMPTY }]),
    )
  return (
    <FormulaScopeContext
      value={{
        terms: model.terms.map(({ name }) => name),
        inputs: inputsOffered(contentOf(model)),
        items,
        refused: refused.at,
        refusedWords: refused.words,
      }}
    >
      <Place at="agreement.parts">
        <p className="quiet">{t('settlement.agreements.editor.paymentsLede')}</p>
        {parts.map((part, index) => (
          <section
            // biome-ignore lint/suspicious/noArrayIndexKey: a part is known by its place, as the server names it
            key={index}
            className="payment-edit sheet"
            aria-label={part.zh || t('settlement.agreements.editor.payment', { number: index + 1 })}
          >
            <PartEditor
              part={part}
              at={`agreement.parts[${index}]`}
              parties={model.parties.map(({ name }) => name).filter(Boolean)}
              onChange={(next, tag) => set(index, next, tag)}
              acts={
                <Button
                  type="text"
                  icon={<DeleteOutlined />}
                  disabled={parts.length <= 1}
                  aria-label={t('settlement.agreements.editor.removePayment', { name: part.zh })}
                  onClick={() => change((now) => withParts(now, without(now.agreement.parts, index)))}
                />
              }
            />
          </section>
        ))}
        <Button type="dashed" icon={<PlusOutlined />} onClick={add}>
          {t('settlement.agreements.editor.addPayment')}
        </Button>
      </Place>
    </FormulaScopeContext>
  )
}

function PartEditor(props: {
  part: AgreementPart
  at: string
  parties: readonly string[]
  onChange: (part: AgreementPart, tag?: string) => void
  acts: ReactNode
}) {
  const { part, at, parties, onChange, acts } = props
  const { t } = useTranslation()
  const pick = (value: string, label: string, put: (name: string) => AgreementPart) => (
    <Select
      value={value || null}
      placeholder={label}
      aria-label={label}
      onChange={(name: string) => onChange(put(name))}
      options={parties.map((name) => ({ value: name, label: name }))}
    />
  )
  const { when: _, ...always } = part
  return (
    <Place at={at}>
      <div className="payment-fields">
        <Input
          maxLength={200}
          aria-label={t('settlement.agreements.editor.paymentName')}
          placeholder={t('settlement.agreements.editor.paymentName')}
          value={part.zh}
          onChange={(event) => onChange({ ...part, zh: event.target.value }, `${at}.zh`)}
        />
        <Select<AgreementPart['kind']>
          aria-label={t('settlement.agreements.editor.paymentKind')}
          value={part.kind}
          onChange={(kind) => onChange(partInto(part, kind, parties))}
          options={(['transfer', 'contribute', 'allocate'] as const).map((value) => ({
            value,
            label: t(`settlement.agreements.editor.paymentKinds.${value}`),
          }))}
        />
        {part.kind === 'transfer' ? (
          <>
            {pick(part.from, t('settlement.agreements.editor.from'), (from) => ({ ...part, from }))}
            <span aria-hidden="true">→</span>
            {pick(part.to, t('settlement.agreements.editor.to'), (to) => ({ ...part, to }))}
          </>
        ) : (
          <Input
            maxLength={100}
            aria-label={t('settlement.agreements.editor.pool')}
            placeholder={t('settlement.agreements.editor.pool')}
            value={part.pool}
            onChange={(event) => onChange({ ...part, pool: event.target.value }, `${at}.pool`)}
          />
        )}
        {acts}
      </div>
      <p className="quiet">{t('settlement.agreements.editor.negative')}</p>
      <div className="formula-columns">
        <div>
          <h3>{t('settlement.agreements.editor.formula')}</h3>
          <QuantityEditor
            value={part.yuan}
            at={`${at}.yuan`}
            rows={null}
            onChange={(yuan, tag) => onChange({ ...part, yuan }, tag)}
          />
          {part.kind !== 'transfer' && (
            <>
              <h3>{t('settlement.agreements.editor.weights')}</h3>
              {parties.map((party) => {
                const weight = part.weights[party]
                const { [party]: __, ...others } = part.weights
                return (
                  <div key={party}>
                    <Checkbox
                      checked={weight !== undefined}
                      onChange={(event) =>
                        onChange({
                          ...part,
                          weights: event.target.checked
                            ? { ...part.weights, [party]: { kind: 'number', value: '1' } }
                            : others,
                        })
                      }
                    >
                      {party}
                    </Checkbox>
                    {weight && (
                      <QuantityEditor
                        value={weight}
                        at={`${at}.weights.${party}`}
                        rows={null}
                        onChange={(next, tag) =>
                          onChange({ ...part, weights: { ...part.weights, [party]: next } }, tag)
                        }
                      />
                    )}
                  </div>
                )
              })}
            </>
          )}
          <h3>{t('settlement.agreements.editor.when')}</h3>
          {part.when ? (
            <ConditionEditor
              quantity={QuantityEditor}
              value={part.when}
              at={`${at}.when`}
              rows={null}
              onChange={(when, tag) => onChange({ ...part, when }, tag)}
              onRemove={() => onChange(always)}
            />
          ) : (
            <Button
              size="small"
              type="dashed"
              icon={<PlusOutlined />}
              onClick={() => onChange({ ...part, when: emptyCondition() })}
            >
              {t('settlement.agreements.editor.addWhen')}
            </Button>
          )}
        </div>
        <div className="formula-reading" aria-live="polite">
          <h3>{t('settlement.agreements.editor.reads')}</h3>
          <ol className="payments">
            <PaymentText part={part} withMaths />
          </ol>
        </div>
      </div>
    </Place>
  )
}

/** A part of another kind, with the same formula and condition. */
export function partInto(part: AgreementPart, kind: AgreementPart['kind'], parties: readonly string[]): AgreementPart {
  const common = { zh: part.zh, yuan: part.yuan, ...(part.when ? { when: part.when } : {}) }
  if (kind === 'transfer') return { kind, ...common, from: '', to: '' }
  if (part.kind !== 'transfer') return { kind, ...common, pool: part.pool, weights: part.weights }
  const weights = Object.fromEntries(parties.map((party) => [party, { kind: 'number', value: '1' } as const]))
  return { kind, ...common, pool: '', weights }
}
