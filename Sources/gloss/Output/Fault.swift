import Curses
import Items
import Judgments
import Quality
import Storage
import Sync

/// Puts errors into sentences.
enum Fault {
  /// What an error of this program says; nil for one of the command line.
  static func text(of error: any Error) -> String? {
    switch error {
    case let refusal as Refusal: refusal.description
    case let problem as Problem: problem.message
    case let fault as StoreFault: fault.message
    case let failure as TerminalFailure: failure.description
    case let error as TableError: error.description
    case let error as MeasureError: error.description
    case let fault as MergeFault: fault.message
    case let fault as RemoteFault: fault.message
    case let fault as HandoverFault: fault.message
    case let fault as PayloadFault:
      "The data of an operation cannot be read: its key \(fault.key) \(fault.reason). "
        + "Run gloss verify on the store."
    case let error as FileError: "\(error). Nothing more was done. Check the disk."
    default: nil
    }
  }
}
