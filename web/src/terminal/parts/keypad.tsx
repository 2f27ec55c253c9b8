// The digits of every pad: for a PIN, a code, an amount.
import { IconBackspace, IconCheck } from "@tabler/icons-react";
import { useTexts } from "../../react/use-texts";

interface KeypadProps {
  digit(digit: string): void;
  erase(): void;
  confirm?: (() => void) | undefined; // absent: no tick
  hasDoubleZero?: boolean;
  isOff?: boolean;
  isBusy?: boolean;
}

export function Keypad({ digit, erase, confirm, hasDoubleZero, isOff, isBusy }: KeypadProps) {
  const { t } = useTexts();
  return (
    <div className="keypad" data-pad>
      {["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((each) => (
        <button key={each} type="button" className="key num" disabled={isOff} onClick={() => digit(each)}>
          {each}
        </button>
      ))}
      {hasDoubleZero ? (
        <button type="button" className="key num" disabled={isOff} onClick={() => digit("00")}>
          00
        </button>
      ) : (
        <EraseKey erase={erase} isOff={isOff} label={t("terminal.pad.erase")} />
      )}
      <button type="button" className="key num" disabled={isOff} onClick={() => digit("0")}>
        0
      </button>
      {hasDoubleZero && <EraseKey erase={erase} isOff={isOff} label={t("terminal.pad.erase")} />}
      {confirm && !hasDoubleZero && (
        <button
          type="button"
          className="key key-ok"
          aria-label={t("terminal.pad.confirm")}
          disabled={isOff}
          aria-busy={isBusy}
          onClick={confirm}
        >
          {isBusy ? <span className="spinner" aria-hidden="true" /> : <IconCheck size={38} stroke={2.6} />}
        </button>
      )}
      {!confirm && !hasDoubleZero && <span />}
    </div>
  );
}

function EraseKey({ erase, isOff, label }: { erase(): void; isOff?: boolean | undefined; label: string }) {
  return (
    <button type="button" className="key key-plain" aria-label={label} disabled={isOff} onClick={erase}>
      <IconBackspace size={34} stroke={1.9} />
    </button>
  );
}
