package dev.vigil.control;

import dev.vigil.serial.VersionedType;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** How the values of this package cross the network and stay in state. */
public final class ControlTypes {
  public static final TypeInformation<ControlRecord> RECORD =
      new VersionedType<>(ControlRecord.class, new ControlRecordSerializer());
  public static final TypeInformation<RuleUpdate> UPDATE =
      new VersionedType<>(RuleUpdate.class, new RuleUpdateSerializer());
  public static final TypeInformation<Acknowledgement> ACKNOWLEDGEMENT =
      new VersionedType<>(Acknowledgement.class, new AcknowledgementSerializer());
  public static final TypeInformation<RuleStatus> STATUS =
      new VersionedType<>(RuleStatus.class, new RuleStatusSerializer());
  static final TypeInformation<Standing> STANDING =
      new VersionedType<>(Standing.class, new StandingSerializer());

  private ControlTypes() {}
}
