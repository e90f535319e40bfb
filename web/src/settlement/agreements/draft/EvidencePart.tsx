import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Dropdown, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { replaced, without } from '../formula/tree.ts'
import { type EvidenceRule, romanOf, useEvidenceText } from '../text/useEvidenceText.ts'
import type { DraftModel } from './model.ts'
import { Place } from './Refused.tsx'
import type { Change } from './useDraft.ts'

const KINDS = ['sectionYear', 'yearBefore', 'base', 'rivers', 'settledBefore'] as const
type WaterClass = NonNullable<Extract<EvidenceRule, { kind: 'sectionYear' }>['target']>
const CLASSES: readonly WaterClass[] = ['I', 'II', 'III', 'IV', 'V']

/** Where the data of the formulas come from: sections, targets, base years, rivers, what was settled before. */
export function EvidencePart({ model, change }: { model: DraftModel; change: Change }) {
  const { t } = useTranslation()
  const text = useEvidenceText()
  const { sections } = model.agreement
  const parties = model.parties.map(({ name }) => name).filter(Boolean)
  const set = (at: number, rule: EvidenceRule) =>
    change((now) => ({ ...now, evidence: replaced(now.evidence, at, rule) }))
  const add = (kind: EvidenceRule['kind']) =>
    change((now) => ({ ...now, evidence: [...now.evidence, ruleOf(kind, sections, parties, now.agreement.years)] }))
  return (
    <Place at="evidence">
      <p className="quiet">{t('settlement.agreements.editor.evidenceLede')}</p>
      {model.evidence.map((rule, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a rule is known by its place, as the server names it
        <Place key={index} at={`evidence[${index}]`} className="evidence-row">
          <div className="term-head">
            <b>{t(`settlement.agreements.editor.evidenceKinds.${rule.kind}`)}</b>
            <Button
              type="text"
              size="small"
              icon={<DeleteOutlined />}
              aria-label={t('settlement.agreements.editor.remove')}
              onClick={() => change((now) => ({ ...now, evidence: without(now.evidence, index) }))}
            />
          </div>
          <RuleFields rule={rule} sections={sections} parties={parties} onChange={(next) => set(index, next)} />
          <p className="quiet">{text(rule)}</p>
        </Place>
      ))}
      <Dropdown
        trigger={['click']}
        menu={{
          items: KINDS.map((kind) => ({
            key: kind,
            label: t(`settlement.agreements.editor.evidenceKinds.${kind}`),
            disabled: sections.length === 0 && kind !== 'settledBefore',
            onClick: () => add(kind),
          })),
        }}
      >
        <Button type="dashed" icon={<PlusOutlined />}>
          {t('settlement.agreements.editor.addEvidence')}
        </Button>
      </Dropdown>
      {sections.length === 0 && <p className="quiet">{t('settlement.agreements.editor.sectionsFirst')}</p>}
    </Place>
  )
}

/** A rule of a kind, on the sections of the agreement. */
export function ruleOf(
  kind: EvidenceRule['kind'],
  sections: readonly string[],
  parties: readonly string[],
  years: readonly [number, number] | null,
): EvidenceRule {
  const [section = ''] = sections
  const first = years?.[0] ?? 2020
  switch (kind) {
    case 'sectionYear':
    case 'yearBefore':
      return { kind, sections: section ? [section] : [], target: 'III' }
    case 'base':
      return { kind, section, years: [first - 3, first - 1] }
    case 'rivers':
      return { kind, rivers: sections.map(openRiver) }
    case 'settledBefore':
      return { kind, parties: [...parties] }
  }
}

/** A river whose targets nobody has agreed on yet. */
const openRiver = (section: string) => ({ section, targetClass: null, targetPassRate: null })

function RuleFields(props: {
  rule: EvidenceRule
  sections: readonly string[]
  parties: readonly string[]
  onChange: (rule: EvidenceRule) => void
}) {
  const { rule, sections, parties, onChange } = props
  const { t, i18n } = useTranslation()
  const options = sections.map((value) => ({ value, label: value }))
  const target = (value: WaterClass | null, put: (of: WaterClass) => EvidenceRule) => (
    <Select<WaterClass | null>
      aria-label={t('settlement.agreements.editor.target')}
      value={value}
      placeholder={t('settlement.agreements.text.open')}
      onChange={(of) => of && onChange(put(of))}
      options={CLASSES.map((one) => ({
        value: one,
        label: t('settlement.agreements.editor.classOf', { roman: romanOf(one, i18n.language) }),
      }))}
    />
  )
  switch (rule.kind) {
    case 'sectionYear':
    case 'yearBefore':
      return (
        <div className="evidence-fields">
          <Select
            mode="multiple"
            className="evidence-sections"
            aria-label={t('settlement.agreements.text.sections')}
            value={[...rule.sections]}
            options={options}
            onChange={(names: string[]) => onChange({ ...rule, sections: names })}
          />
          {target(rule.target, (of) => ({ ...rule, target: of }))}
        </div>
      )
    case 'base': {
      const [first, last] = rule.years
      return (
        <div className="evidence-fields">
          <Select
            aria-label={t('settlement.agreements.text.sections')}
            value={rule.section || null}
            options={options}
            onChange={(section: string) => onChange({ ...rule, section })}
          />
          <InputNumber
            aria-label={t('settlement.agreements.editor.firstYear')}
            value={first}
            precision={0}
            onChange={(year) => onChange({ ...rule, years: [year ?? first, last] })}
          />
          —
          <InputNumber
            aria-label={t('settlement.agreements.editor.lastYear')}
            value={last}
            precision={0}
            onChange={(year) => onChange({ ...rule, years: [first, year ?? last] })}
          />
        </div>
      )
    }
    case 'rivers':
      return (
        <div className="evidence-rivers">
          {rule.rivers.map((river, index) => (
            <div key={river.section} className="evidence-fields">
              <span>{river.section}</span>
              {target(river.targetClass, (of) => ({
                ...rule,
                rivers: replaced(rule.rivers, index, { ...river, targetClass: of }),
              }))}
              <Input
                className="term-number"
                inputMode="decimal"
                aria-label={`${river.section} ${t('settlement.agreements.editor.targetRate')}`}
                prefix={t('settlement.agreements.editor.targetRate')}
                placeholder={t('settlement.agreements.text.open')}
                value={river.targetPassRate ?? ''}
                onChange={(event) =>
                  onChange({
                    ...rule,
                    rivers: replaced(rule.rivers, index, {
                      ...river,
                      targetPassRate: event.target.value.trim() || null,
                    }),
                  })
                }
              />
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={t('settlement.agreements.editor.remove')}
                onClick={() => onChange({ ...rule, rivers: without(rule.rivers, index) })}
              />
            </div>
          ))}
          <Select
            value={null}
            placeholder={t('settlement.agreements.editor.addRiver')}
            aria-label={t('settlement.agreements.editor.addRiver')}
            options={options.filter(({ value }) => !rule.rivers.some(({ section }) => section === value))}
            onChange={(section: string | null) =>
              section && onChange({ ...rule, rivers: [...rule.rivers, openRiver(section)] })
            }
          />
        </div>
      )
    case 'settledBefore':
      return (
        <Select
          mode="multiple"
          className="evidence-sections"
          aria-label={t('settlement.agreements.text.parties')}
          value={[...rule.parties]}
          options={parties.map((value) => ({ value, label: value }))}
          onChange={(names: string[]) => onChange({ ...rule, parties: names })}
        />
      )
  }
}
