import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HoldingDetail, LoadPreview, RowFault } from '../../../../../src/exchange/schemas.ts'
import { Notice } from '../../../monitoring/shared/Notice.tsx'
import { Problem } from '../../../shell/api.ts'
import { FileChoice } from '../../../shell/FileChoice.tsx'
import { ProblemNotice } from '../../../shell/ProblemNotice.tsx'
import { QuietState } from '../../../shell/states.tsx'
import { FileMenu } from '../../FileMenu.tsx'
import { type LoadWish, rowsFile, useLoad, useLoadPreview } from '../api.ts'
import { FaultTable } from './FaultTable.tsx'
import { LoadWishes } from './LoadWishes.tsx'
import { Outcome } from './Outcome.tsx'

type Manner = LoadWish['manner']

/** 加载数据: the table is looked at, all that is wrong is shown, and then all of it is loaded or nothing. */
export function LoadPanel({ holding }: { holding: HoldingDetail }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const { resourceId, isLoaded } = holding
  const [isOpen, setOpen] = useState(!isLoaded)
  const [file, setFile] = useState<File | null>(null)
  const [manner, setManner] = useState<Manner>('replace')
  const [keyItems, setKeyItems] = useState<readonly string[]>(holding.keyItems)
  const preview = useLoadPreview(resourceId)
  const load = useLoad(resourceId)
  // What is added or changed is known again by what the data are known by.
  const keysOf = (by: Manner, chosen: readonly string[]) => (isLoaded && by === 'merge' ? holding.keyItems : chosen)
  const look = (part: Partial<LoadWish>) => {
    const chosen = { file, manner, keyItems, ...part }
    const wish = { ...chosen, keyItems: keysOf(chosen.manner, chosen.keyItems) }
    load.reset()
    if (wish.file && wish.keyItems.length > 0) preview.mutate({ ...wish, file: wish.file })
    else preview.reset()
  }
  const shown = preview.data
  const send = (looked: LoadPreview) =>
    file &&
    load
      .mutateAsync({ file, manner, keyItems: keysOf(manner, keyItems), looked })
      .catch(() => undefined /* told below */)
  const ask = (looked: LoadPreview) =>
    looked.removed === 0
      ? void send(looked)
      : modal.confirm({
          title: t('exchange.holdings.load.removes', { count: looked.removed }),
          content: t('exchange.holdings.load.removesSays'),
          okText: t('exchange.holdings.load.load'),
          okButtonProps: { danger: true },
          cancelText: t('shell.cancel'),
          onOk: () => send(looked),
        })
  const refused = faultsOf(load.error)
  const faults = refused ?? (shown && shown.faultCount > 0 ? { count: shown.faultCount, faults: shown.faults } : null)
  if (load.data)
    return (
      <Notice kind="done" title={t('exchange.holdings.load.done', { revision: load.data.revision.revision })}>
        {t('exchange.holdings.revisions.counts', { ...load.data.revision })}{' '}
        <Button size="small" onClick={() => [load.reset(), preview.reset(), setFile(null), setOpen(true)]}>
          {t('exchange.holdings.load.open')}
        </Button>
      </Notice>
    )
  if (!isOpen)
    return (
      <p className="no-print">
        <Button type="primary" onClick={() => setOpen(true)}>
          {t('exchange.holdings.load.open')}
        </Button>
      </p>
    )
  return (
    <section className="holding-load no-print" aria-label={t('exchange.holdings.load.title')}>
      {!isLoaded && (
        <QuietState
          title={t('exchange.holdings.data.none')}
          action={
            <FileMenu label={t('exchange.holdings.load.template')} hrefOf={(ending) => rowsFile(resourceId, ending)} />
          }
        >
          {t('exchange.holdings.data.noneTodo')}
        </QuietState>
      )}
      <LoadWishes
        holding={holding}
        manner={manner}
        keyItems={keyItems}
        onManner={(chosen) => {
          setManner(chosen)
          look({ manner: chosen })
        }}
        onKeyItems={(chosen) => {
          setKeyItems(chosen)
          look({ keyItems: chosen })
        }}
      />
      <FileChoice
        file={file}
        words={{
          drop: t('exchange.holdings.load.drop'),
          formats: t('exchange.holdings.load.formats'),
          choose: t('exchange.holdings.load.choose'),
          another: t('exchange.holdings.load.another'),
        }}
        accept=".xlsx,.xlsm,.csv,.tsv,.txt"
        testId="holding-file"
        onFile={(chosen) => {
          setFile(chosen)
          look({ file: chosen })
        }}
      />
      {file && keyItems.length === 0 && <Notice kind="info" title={t('exchange.holdings.load.keyItemsFirst')} />}
      {preview.isPending && <p role="status">{t('exchange.holdings.load.checking')}</p>}
      {preview.error && <ProblemNotice problem={preview.error} />}
      {load.error && !refused && <ProblemNotice problem={load.error} />}
      {shown && !preview.isPending && faults && (
        <>
          <Notice kind="fault" title={t('exchange.holdings.load.faults', { count: faults.count })} />
          <FaultTable faults={faults.faults} count={faults.count} />
        </>
      )}
      {shown && !preview.isPending && !faults && (
        <>
          <Outcome preview={shown} />
          {shown.added + shown.changed + shown.removed > 0 && (
            <Button type="primary" size="large" loading={load.isPending} onClick={() => ask(shown)}>
              {t('exchange.holdings.load.load')}
            </Button>
          )}
        </>
      )}
    </section>
  )
}

/** Faults with which the load itself was refused: something has changed since the file was looked at. */
function faultsOf(problem: unknown): { count: number; faults: RowFault[] } | null {
  if (!(problem instanceof Problem) || problem.code !== 'holding_rows_unfit') return null
  return problem.facts as unknown as { count: number; faults: RowFault[] }
}
