import { useBlocker } from '@tanstack/react-router'
import { Button, Modal, Segmented } from 'antd'
import { lazy, Suspense, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AgreementDetail } from '../../../../../src/settlement/schemas.ts'
import { Problem } from '../../../shell/api.ts'
import { ProblemNotice, useProblemText } from '../../../shell/ProblemNotice.tsx'
import { comma, stop } from '../../../shell/punctuation.ts'
import { Loading } from '../../../shell/states.tsx'
import { useFormulaName } from '../../parts/names.ts'
import { inputsGiven } from '../bench/needs.ts'
import { AgreementText } from '../text/AgreementText.tsx'
import { BasicsPart } from './BasicsPart.tsx'
import './draft.css'
import { EvidencePart } from './EvidencePart.tsx'
import { contentOf, type DraftModel, doubled } from './model.ts'
import { PartiesPart } from './PartiesPart.tsx'
import { PaymentsPart } from './PaymentsPart.tsx'
import { EDIT_TABS, type EditTab, helpFor, tabOf } from './places.ts'
import { RefusedContext } from './Refused.tsx'
import { TermsPart } from './TermsPart.tsx'
import { useDraft } from './useDraft.ts'

const Bench = lazy(() => import('../bench/Bench.tsx').then((part) => ({ default: part.Bench })))

/**
 * The editor of a draft. What the server refuses is shown at its place, with all that was written still there; leaving
 * with unsaved changes asks.
 */
export function EditSheet(props: {
  first: DraftModel
  /** What is on record: the bench holds the draft against it. */
  saved: AgreementDetail | null
  onSave: (model: DraftModel) => Promise<unknown>
}) {
  const { saved, onSave } = props
  const { t } = useTranslation()
  const { model, change, undo, redo, canUndo, canRedo } = useDraft(props.first)
  const [kept, setKept] = useState(props.first)
  const [tab, setTab] = useState<EditTab>('basics')
  const [problem, setProblem] = useState<unknown>(null)
  const [isSaving, setSaving] = useState(false)
  const refused = useRefused(problem)
  const isChanged = model !== kept && JSON.stringify(model) !== JSON.stringify(kept)
  const content = useMemo(() => contentOf(model), [model])
  const twice = [...doubled(model.parties.map(({ name }) => name)), ...doubled(model.terms.map(({ name }) => name))]
  const leaving = useRef(false)
  const blocker = useBlocker({
    shouldBlockFn: () => isChanged && !leaving.current,
    enableBeforeUnload: () => isChanged && !leaving.current,
    withResolver: true,
  })
  const sheet = useRef<HTMLDivElement>(null)

  const save = async () => {
    if (isSaving || twice.length > 0) return
    setSaving(true)
    setProblem(null)
    leaving.current = true // what comes after a saving leads away by itself
    try {
      await onSave(model)
      setKept(model)
    } catch (error) {
      setProblem(error)
      const at = placeOf(error)
      if (at !== null) setTab(tabOf(at))
    } finally {
      leaving.current = false
      setSaving(false)
    }
  }
  const acts = useEffectEvent(() => ({ save, undo, redo }))
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return
      const key = event.key.toLowerCase()
      const keys = acts()
      const act =
        key === 's'
          ? keys.save
          : key === 'y' || (key === 'z' && event.shiftKey)
            ? keys.redo
            : key === 'z'
              ? keys.undo
              : null
      if (!act) return
      event.preventDefault()
      void act()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  useEffect(() => {
    if (refused.at === null) return
    sheet.current?.querySelector('.refused')?.scrollIntoView({ block: 'center' })
  }, [refused.at])

  const parties = model.parties.map(({ name, role, jurisdiction, organization }) => ({
    ...{ name, role, jurisdiction, organization, signature: null },
  }))
  return (
    <RefusedContext value={refused}>
      <div ref={sheet} className="edit-sheet">
        <Segmented<EditTab>
          className="agreement-tabs"
          aria-label={t('settlement.agreements.editor.parts')}
          value={tab}
          onChange={setTab}
          options={EDIT_TABS.map((value) => ({ value, label: t(`settlement.agreements.editor.tabs.${value}`) }))}
        />
        {problem !== null && refused.at === null && <ProblemNotice problem={problem} />}
        {refused.at !== null && (
          <div className="problem" role="alert">
            <strong>{t('settlement.agreements.editor.notSaved')}</strong>
            <p>{refused.words}</p>
          </div>
        )}
        {tab === 'basics' && <BasicsPart model={model} change={change} />}
        {tab === 'parties' && <PartiesPart model={model} change={change} />}
        {tab === 'payments' && <PaymentsPart model={model} change={change} />}
        {tab === 'terms' && <TermsPart model={model} change={change} />}
        {tab === 'evidence' && <EvidencePart model={model} change={change} />}
        {tab === 'preview' && <AgreementText said={{ content, given: inputsGiven(content), parties }} />}
        {/* The bench keeps what was typed into it while one looks at another part. */}
        <div hidden={tab !== 'bench'}>
          <Suspense fallback={<Loading />}>
            <Bench
              content={content}
              given={null}
              tried={{ content }}
              against={saved ? { agreementId: saved.id, version: saved.number } : null}
            />
          </Suspense>
        </div>
        <div className="save-bar no-print">
          <span role="status">
            {twice.length > 0
              ? t('settlement.agreements.editor.twice', { names: twice.join(comma()) })
              : isChanged
                ? t('settlement.agreements.editor.unsaved')
                : t(saved === null ? 'settlement.agreements.editor.notYet' : 'settlement.agreements.editor.allSaved')}
          </span>
          <Button disabled={!canUndo} title="Ctrl+Z" onClick={undo}>
            {t('settlement.agreements.editor.undo')}
          </Button>
          <Button disabled={!canRedo} title="Ctrl+Shift+Z" onClick={redo}>
            {t('settlement.agreements.editor.redo')}
          </Button>
          <Button
            type="primary"
            title="Ctrl+S"
            loading={isSaving}
            disabled={(!isChanged && saved !== null) || twice.length > 0}
            onClick={() => void save()}
          >
            {t('settlement.agreements.editor.save')}
          </Button>
        </div>
      </div>
      <Modal
        open={blocker.status === 'blocked'}
        title={t('settlement.agreements.editor.leaveTitle')}
        okText={t('settlement.agreements.editor.leave')}
        okButtonProps={{ danger: true }}
        cancelText={t('settlement.agreements.editor.stay')}
        onOk={() => blocker.proceed?.()}
        onCancel={() => blocker.reset?.()}
      >
        <p>{t('settlement.agreements.editor.leaveLede')}</p>
      </Modal>
    </RefusedContext>
  )
}

/** The place that a refusal names; null where it names none. */
function placeOf(problem: unknown): string | null {
  if (!(problem instanceof Problem)) return null
  if (problem.code === 'agreement_content_invalid') return String(problem.facts.at ?? '')
  if (['agreement_place_unknown', 'agreement_unit_elsewhere', 'agreement_parties_same'].includes(problem.code))
    return 'agreement.parties'
  return null
}

/** The place that was refused, and what is wrong there, in words of the page. */
function useRefused(problem: unknown): { at: string | null; words: string } {
  const { t } = useTranslation()
  const problemText = useProblemText()
  const name = useFormulaName()
  return useMemo(() => {
    const at = placeOf(problem)
    if (at === null || !(problem instanceof Problem)) return { at: null, words: '' }
    const { title, todo } = problemText(problem)
    const help = problem.code === 'agreement_content_invalid' ? (helpFor(at) ?? 'other') : null
    const missing = /^the term "(.*)"$/.exec(String(problem.facts.expected ?? ''))?.[1] ?? ''
    const words = help
      ? t(`settlement.agreements.editor.help.${help}`, { name: missing && name('terms', missing) })
      : `${title}${stop()}${todo}`
    return { at, words }
  }, [problem, problemText, name, t])
}
