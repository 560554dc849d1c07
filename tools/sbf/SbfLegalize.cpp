// Rewrites LLVM IR into what LLVM 22's BPF back end and sBPF v0 can take. build.sh compiles it, sbf-ld runs it.
//
// The back end was written for the kernel's BPF: no library calls, at most five arguments in registers, no struct
// return. Rust programs need 128-bit arithmetic, signed division, memcpy and long argument lists. Each is rewritten here
// into plain 64-bit code or into a call of a function that solana-compiler-builtins defines. What the pass does to
// arithmetic is checked against Python by tests/solana/test_arithmetic.py.
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/InstIterator.h"
#include "llvm/IR/IntrinsicInst.h"
#include "llvm/IR/Module.h"
#include "llvm/IR/PassManager.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Plugins/PassPlugin.h"
using namespace llvm;

namespace {
constexpr unsigned MaxSlots = 5;   // argument registers r1..r5, one 8-byte slot each
constexpr unsigned InlineMem = 64; // copies up to this many bytes stay inline loads and stores

struct Legalize : PassInfoMixin<Legalize> {
    const DataLayout *DL;
    LLVMContext *C;
    Module *M;
    Type *I64, *I128;

    // ---- 128-bit values as halves

    Value *lo(IRBuilder<> &B, Value *V) { return B.CreateTrunc(V, I64); }
    Value *hi(IRBuilder<> &B, Value *V) { return B.CreateTrunc(B.CreateLShr(V, 64), I64); }
    Value *join(IRBuilder<> &B, Value *L, Value *H) {
        return B.CreateOr(B.CreateZExt(L, I128), B.CreateShl(B.CreateZExt(H, I128), 64));
    }
    // The full 64 x 64 product (low, high) by 32-bit halves: BPF has no high multiply.
    std::pair<Value *, Value *> mul64(IRBuilder<> &B, Value *X, Value *Y) {
        Value *Mk = B.getInt64(0xffffffff);
        Value *X0 = B.CreateAnd(X, Mk), *X1 = B.CreateLShr(X, 32), *Y0 = B.CreateAnd(Y, Mk), *Y1 = B.CreateLShr(Y, 32);
        Value *A = B.CreateMul(X0, Y0), *Bm = B.CreateMul(X1, Y0), *Cm = B.CreateMul(X0, Y1), *D = B.CreateMul(X1, Y1);
        Value *T = B.CreateAdd(Bm, B.CreateLShr(A, 32));
        Value *U = B.CreateAdd(Cm, B.CreateAnd(T, Mk));
        Value *H = B.CreateAdd(D, B.CreateAdd(B.CreateLShr(T, 32), B.CreateLShr(U, 32)));
        return {B.CreateMul(X, Y), H};
    }
    Value *mul128(IRBuilder<> &B, Value *X, Value *Y) {
        Value *XL = lo(B, X), *XH = hi(B, X), *YL = lo(B, Y), *YH = hi(B, Y);
        auto [L, H] = mul64(B, XL, YL);
        return join(B, L, B.CreateAdd(H, B.CreateAdd(B.CreateMul(XL, YH), B.CreateMul(XH, YL))));
    }
    // The unsigned product modulo 2^128, and whether it overflowed.
    std::pair<Value *, Value *> umulo128(IRBuilder<> &B, Value *X, Value *Y) {
        Value *XL = lo(B, X), *XH = hi(B, X), *YL = lo(B, Y), *YH = hi(B, Y), *Z = B.getInt64(0);
        auto [L, H] = mul64(B, XL, YL);
        auto [C1, O1] = mul64(B, XL, YH);
        auto [C2, O2] = mul64(B, XH, YL);
        Value *S1 = B.CreateAdd(H, C1), *S2 = B.CreateAdd(S1, C2);
        Value *O = B.CreateAnd(B.CreateICmpNE(XH, Z), B.CreateICmpNE(YH, Z));
        O = B.CreateOr(O, B.CreateICmpNE(O1, Z));
        O = B.CreateOr(O, B.CreateICmpNE(O2, Z));
        O = B.CreateOr(O, B.CreateICmpULT(S1, H));
        O = B.CreateOr(O, B.CreateICmpULT(S2, S1));
        return {join(B, L, S2), O};
    }
    // Stack slots go in the entry block: elsewhere they would be dynamic, which BPF has not.
    AllocaInst *entryAlloca(Function *F, Type *T, StringRef N) {
        IRBuilder<> B(&*F->getEntryBlock().getFirstInsertionPt());
        auto *A = B.CreateAlloca(T, nullptr, N);
        A->setAlignment(Align(8));
        return A;
    }

    // ---- division, shifts

    Function *builtin(StringRef Name) {
        Function *Fn = M->getFunction(Name);
        if (!Fn || Fn->isDeclaration())
            report_fatal_error(Twine("sbf-legalize: no definition of ") + Name + " (link solana-compiler-builtins)");
        return Fn;
    }
    // Calls a 128-bit division, whichever way the linked builtin takes its arguments: by value, by pointer, with its
    // result returned or stored.
    Value *divCall(IRBuilder<> &B, StringRef Name, Value *X, Value *Y) {
        Function *Fn = builtin(Name);
        Function *F = B.GetInsertBlock()->getParent();
        FunctionType *T = Fn->getFunctionType();
        auto ref = [&](Value *V, Type *P) -> Value * {
            if (P == I128) return V;
            auto *A = entryAlloca(F, I128, "div.arg");
            B.CreateStore(V, A);
            return A;
        };
        if (T->getReturnType()->isVoidTy()) {
            auto *A = entryAlloca(F, I128, "div.out");
            B.CreateCall(T, Fn, {A, ref(X, T->getParamType(1)), ref(Y, T->getParamType(2))});
            return B.CreateLoad(I128, A);
        }
        return B.CreateCall(T, Fn, {ref(X, T->getParamType(0)), ref(Y, T->getParamType(1))});
    }
    Value *udiv(IRBuilder<> &B, bool Rem, Value *X, Value *Y) {
        if (X->getType() == I128) return divCall(B, Rem ? "__umodti3" : "__udivti3", X, Y);
        return Rem ? B.CreateURem(X, Y) : B.CreateUDiv(X, Y);
    }
    // Signed division by magnitudes: sBPF v0 divides only unsigned numbers. The quotient is negative where the signs
    // differ, the remainder where the dividend is.
    Value *sdiv(IRBuilder<> &B, bool Rem, Value *X, Value *Y) {
        Type *T = X->getType();
        if (T->getIntegerBitWidth() < 64) {
            Value *R = sdiv(B, Rem, B.CreateSExt(X, I64), B.CreateSExt(Y, I64));
            return B.CreateTrunc(R, T);
        }
        Value *Z = ConstantInt::get(T, 0);
        Value *XN = B.CreateICmpSLT(X, Z), *YN = B.CreateICmpSLT(Y, Z);
        Value *Q = udiv(B, Rem, B.CreateSelect(XN, B.CreateNeg(X), X), B.CreateSelect(YN, B.CreateNeg(Y), Y));
        Value *Neg = Rem ? XN : B.CreateXor(XN, YN);
        return B.CreateSelect(Neg, B.CreateNeg(Q), Q);
    }
    // A 128-bit shift by a variable amount, without a branch and without ever shifting a half by 64.
    Value *shift128(IRBuilder<> &B, unsigned Op, Value *X, Value *A) {
        Value *L = lo(B, X), *H = hi(B, X), *N = lo(B, A);
        Value *S = B.CreateAnd(N, 63), *Inv = B.CreateXor(S, 63), *Big = B.CreateICmpUGE(N, B.getInt64(64));
        Value *Z = B.getInt64(0);
        if (Op == Instruction::Shl) {
            Value *HS = B.CreateOr(B.CreateShl(H, S), B.CreateLShr(B.CreateLShr(L, 1), Inv)), *LS = B.CreateShl(L, S);
            return join(B, B.CreateSelect(Big, Z, LS), B.CreateSelect(Big, LS, HS));
        }
        bool Ar = Op == Instruction::AShr;
        Value *LS = B.CreateOr(B.CreateLShr(L, S), B.CreateShl(B.CreateShl(H, 1), Inv));
        Value *HS = Ar ? B.CreateAShr(H, S) : B.CreateLShr(H, S), *Fill = Ar ? B.CreateAShr(H, 63) : Z;
        return join(B, B.CreateSelect(Big, HS, LS), B.CreateSelect(Big, Fill, HS));
    }
    // The {value, overflowed} that an arithmetic intrinsic returns.
    Value *pair(IRBuilder<> &B, Type *T, Value *V, Value *O) {
        Value *R = PoisonValue::get(T);
        return B.CreateInsertValue(B.CreateInsertValue(R, V, 0), O, 1);
    }

    // ---- float64, only as far as Solana's own crates use it (rent's exemption threshold)

    // BPF has no float code and LLVM 22 no library calls for it. What is not rewritten here is a link error, which is
    // how it should be: a program's arithmetic is integers.
    Value *fcall(IRBuilder<> &B, StringRef N, ArrayRef<Value *> A) {
        Function *Fn = builtin(N);
        return B.CreateCall(Fn->getFunctionType(), Fn, A);
    }
    // X >= Y, or X > Y; false where either is NaN, as the builtins return -1 then.
    Value *fge(IRBuilder<> &B, Value *X, Value *Y, bool Strict) {
        Value *R = fcall(B, Strict ? "__gtdf2" : "__gedf2", {X, Y}), *Z = ConstantInt::get(R->getType(), 0);
        return Strict ? B.CreateICmpSGT(R, Z) : B.CreateICmpSGE(R, Z);
    }
    Value *soft(IRBuilder<> &B, Instruction *I) {
        auto op = [&](unsigned i) { return I->getOperand(i); };
        auto dbl = [](Value *V) { return V->getType()->isDoubleTy(); };
        switch (I->getOpcode()) {
        case Instruction::FAdd:
            if (dbl(I)) return fcall(B, "__adddf3", {op(0), op(1)});
            break;
        case Instruction::FSub:
            if (dbl(I)) return fcall(B, "__subdf3", {op(0), op(1)});
            break;
        case Instruction::FMul:
            if (dbl(I)) return fcall(B, "__muldf3", {op(0), op(1)});
            break;
        case Instruction::FDiv:
            if (dbl(I)) return fcall(B, "__divdf3", {op(0), op(1)});
            break;
        case Instruction::FNeg:
            if (dbl(I)) return fcall(B, "__negdf2", {op(0)});
            break;
        case Instruction::UIToFP:
            if (dbl(I) && op(0)->getType()->getIntegerBitWidth() <= 64)
                return fcall(B, "__floatundidf", {B.CreateZExt(op(0), I64)});
            break;
        case Instruction::FPToUI:
            if (dbl(op(0)) && I->getType()->getIntegerBitWidth() <= 64)
                return B.CreateTrunc(fcall(B, "__fixunsdfdi", {op(0)}), I->getType());
            break;
        case Instruction::FCmp: {
            if (!dbl(op(0))) break;
            Value *X = op(0), *Y = op(1);
            switch (cast<FCmpInst>(I)->getPredicate()) {
            case FCmpInst::FCMP_OGT:
                return fge(B, X, Y, true);
            case FCmpInst::FCMP_OGE:
                return fge(B, X, Y, false);
            case FCmpInst::FCMP_OLT:
                return fge(B, Y, X, true);
            case FCmpInst::FCMP_OLE:
                return fge(B, Y, X, false);
            case FCmpInst::FCMP_ULE:
                return B.CreateNot(fge(B, X, Y, true));
            case FCmpInst::FCMP_ULT:
                return B.CreateNot(fge(B, X, Y, false));
            case FCmpInst::FCMP_UGE:
                return B.CreateNot(fge(B, Y, X, true));
            case FCmpInst::FCMP_UGT:
                return B.CreateNot(fge(B, Y, X, false));
            case FCmpInst::FCMP_OEQ:
                return B.CreateAnd(fge(B, X, Y, false), fge(B, Y, X, false));
            case FCmpInst::FCMP_UNE:
                return B.CreateNot(B.CreateAnd(fge(B, X, Y, false), fge(B, Y, X, false)));
            case FCmpInst::FCMP_ORD:
                return B.CreateAnd(fge(B, X, X, false), fge(B, Y, Y, false));
            case FCmpInst::FCMP_UNO:
                return B.CreateNot(B.CreateAnd(fge(B, X, X, false), fge(B, Y, Y, false)));
            default:
                break;
            }
            break;
        }
        case Instruction::Call:
            if (auto *II = dyn_cast<IntrinsicInst>(I);
                II && II->getIntrinsicID() == Intrinsic::fptoui_sat && dbl(op(0)) && I->getType() == I64) {
                Value *X = op(0), *Big = fge(B, X, ConstantFP::get(X->getType(), 18446744073709551615.0), false);
                Value *Pos = fge(B, X, ConstantFP::get(X->getType(), 0.0), false), *R = fcall(B, "__fixunsdfdi", {X});
                return B.CreateSelect(Pos, B.CreateSelect(Big, B.getInt64(~0ull), R), B.getInt64(0));
            }
            break;
        }
        return nullptr;
    }
    // Rewrites every instruction of F that the back end would refuse or get wrong.
    void arith(Function &F) {
        SmallVector<Instruction *, 32> W;
        for (auto &I : instructions(F)) W.push_back(&I);
        for (auto *I : W) {
            IRBuilder<> B(I);
            Type *T = I->getType();
            Value *R = soft(B, I);
            if (R) {
                I->replaceAllUsesWith(R);
                I->eraseFromParent();
                continue;
            }
            if (auto *BO = dyn_cast<BinaryOperator>(I)) {
                Value *X = BO->getOperand(0), *Y = BO->getOperand(1);
                switch (BO->getOpcode()) {
                case Instruction::Mul:
                    if (T == I128) R = mul128(B, X, Y);
                    break;
                case Instruction::UDiv:
                    if (T == I128) R = udiv(B, false, X, Y);
                    break;
                case Instruction::URem:
                    if (T == I128) R = udiv(B, true, X, Y);
                    break;
                case Instruction::SDiv:
                    if (T->isIntegerTy()) R = sdiv(B, false, X, Y);
                    break;
                case Instruction::SRem:
                    if (T->isIntegerTy()) R = sdiv(B, true, X, Y);
                    break;
                case Instruction::Shl:
                case Instruction::LShr:
                case Instruction::AShr:
                    if (T == I128 && !isa<Constant>(Y)) R = shift128(B, BO->getOpcode(), X, Y);
                    break;
                default:
                    break;
                }
            } else if (auto *II = dyn_cast<IntrinsicInst>(I)) {
                auto ID = II->getIntrinsicID();
                if (ID == Intrinsic::umul_with_overflow || ID == Intrinsic::smul_with_overflow) {
                    Value *X = II->getArgOperand(0), *Y = II->getArgOperand(1);
                    Type *E = X->getType();
                    bool U = ID == Intrinsic::umul_with_overflow;
                    if (E == I64) {
                        auto [L, H] = mul64(B, X, Y);
                        if (U)
                            R = pair(B, T, L, B.CreateICmpNE(H, B.getInt64(0)));
                        else {
                            H = B.CreateSub(H, B.CreateAnd(B.CreateAShr(X, 63), Y));
                            H = B.CreateSub(H, B.CreateAnd(B.CreateAShr(Y, 63), X));
                            R = pair(B, T, L, B.CreateICmpNE(H, B.CreateAShr(L, 63)));
                        }
                    } else if (E == I128) {
                        if (U) {
                            auto [V, O] = umulo128(B, X, Y);
                            R = pair(B, T, V, O);
                        } else {
                            Value *Z = ConstantInt::get(I128, 0), *XN = B.CreateICmpSLT(X, Z),
                                  *YN = B.CreateICmpSLT(Y, Z);
                            auto [V, O] = umulo128(B, B.CreateSelect(XN, B.CreateNeg(X), X),
                                                   B.CreateSelect(YN, B.CreateNeg(Y), Y));
                            Value *N = B.CreateXor(XN, YN), *Top = ConstantInt::get(*C, APInt::getSignedMinValue(128));
                            Value *Bad = B.CreateSelect(N, B.CreateICmpUGT(V, Top), B.CreateICmpUGE(V, Top));
                            R = pair(B, T, B.CreateSelect(N, B.CreateNeg(V), V), B.CreateOr(O, Bad));
                        }
                    }
                } else if (auto *MI = dyn_cast<MemIntrinsic>(II)) {
                    // The back end expands these to loads and stores only where the length is known and small. Inside
                    // memcpy itself a loop that LLVM took for a memcpy would recurse without end.
                    auto *N = dyn_cast<ConstantInt>(MI->getLength());
                    if (N && N->getZExtValue() <= InlineMem && !isa<MemMoveInst>(MI)) continue;
                    StringRef Nm = isa<MemSetInst>(MI) ? "memset" : isa<MemMoveInst>(MI) ? "memmove" : "memcpy";
                    Function *Fn = builtin(Nm);
                    if (&F == Fn) report_fatal_error("sbf-legalize: mem builtin calls itself");
                    Value *Len = B.CreateZExtOrTrunc(MI->getLength(), I64);
                    Value *A1 = isa<MemSetInst>(MI) ? B.CreateZExt(cast<MemSetInst>(MI)->getValue(),
                                                                   Fn->getFunctionType()->getParamType(1))
                                                    : cast<MemTransferInst>(MI)->getRawSource();
                    B.CreateCall(Fn->getFunctionType(), Fn, {MI->getRawDest(), A1, Len});
                    I->eraseFromParent();
                    continue;
                }
            }
            if (R) {
                I->replaceAllUsesWith(R);
                I->eraseFromParent();
            }
        }
    }

    // ---- arguments beyond the registers: packed into a struct in the caller's frame, its address passed last

    unsigned slots(Type *T) { return (DL->getTypeAllocSize(T).getFixedValue() + 7) / 8; }
    // How many leading parameters stay in registers, or -1 where all do.
    int split(FunctionType *T) {
        unsigned N = 0;
        for (Type *P : T->params()) N += slots(P);
        if (N <= MaxSlots) return -1;
        unsigned U = 0, K = 0;
        for (Type *P : T->params()) {
            if (U + slots(P) > MaxSlots - 1) break;
            U += slots(P);
            K++;
        }
        return K;
    }
    FunctionType *newType(FunctionType *T, unsigned K) {
        SmallVector<Type *, 6> P(T->param_begin(), T->param_begin() + K);
        P.push_back(PointerType::get(*C, 0));
        return FunctionType::get(T->getReturnType(), P, false);
    }
    StructType *packType(FunctionType *T, unsigned K) {
        return StructType::get(*C, SmallVector<Type *, 6>(T->param_begin() + K, T->param_end()));
    }
    AttributeList trim(AttributeList A, unsigned K) {
        SmallVector<AttributeSet, 6> P;
        for (unsigned i = 0; i < K; i++) P.push_back(A.getParamAttrs(i));
        P.push_back(AttributeSet());
        AttrBuilder FB(*C, A.getFnAttrs());
        FB.removeAttribute(Attribute::Memory); // the pack is memory now
        return AttributeList::get(*C, AttributeSet::get(*C, FB), A.getRetAttrs(), P);
    }
    void args() {
        SmallVector<CallBase *, 64> Calls;
        for (auto &F : *M)
            for (auto &I : instructions(F))
                if (auto *CB = dyn_cast<CallBase>(&I))
                    if (!isa<IntrinsicInst>(CB) && !CB->isInlineAsm() && !CB->getFunctionType()->isVarArg() &&
                        split(CB->getFunctionType()) >= 0)
                        Calls.push_back(CB);
        // One area a function, as large as its largest call needs: calls are not nested, so none overwrites another's.
        DenseMap<Function *, AllocaInst *> Area;
        DenseMap<Function *, uint64_t> Need;
        for (auto *CB : Calls) {
            auto &N = Need[CB->getFunction()];
            FunctionType *T = CB->getFunctionType();
            N = std::max<uint64_t>(N, DL->getTypeAllocSize(packType(T, split(T))).getFixedValue());
        }
        for (auto *CB : Calls) {
            FunctionType *T = CB->getFunctionType();
            unsigned K = split(T);
            Function *F = CB->getFunction();
            auto *&A = Area[F];
            if (!A) {
                A = entryAlloca(F, ArrayType::get(I64, (Need[F] + 7) / 8), "args.pack");
                A->setAlignment(Align(16));
            }
            IRBuilder<> B(CB);
            StructType *S = packType(T, K);
            SmallVector<Value *, 6> V(CB->arg_begin(), CB->arg_begin() + K);
            for (unsigned i = K; i < CB->arg_size(); i++)
                B.CreateStore(CB->getArgOperand(i), B.CreateStructGEP(S, A, i - K));
            V.push_back(A);
            auto *NC = B.CreateCall(newType(T, K), CB->getCalledOperand(), V);
            NC->setCallingConv(CB->getCallingConv());
            NC->setAttributes(trim(CB->getAttributes(), K));
            NC->setDebugLoc(CB->getDebugLoc());
            if (!CB->use_empty()) CB->replaceAllUsesWith(NC);
            CB->eraseFromParent();
        }
        SmallVector<Function *, 32> Fs;
        for (auto &F : *M)
            if (!F.isIntrinsic() && split(F.getFunctionType()) >= 0) Fs.push_back(&F);
        for (auto *F : Fs) {
            FunctionType *T = F->getFunctionType();
            unsigned K = split(T);
            StructType *S = packType(T, K);
            auto *N = Function::Create(newType(T, K), F->getLinkage(), F->getAddressSpace(), "", M);
            N->takeName(F);
            N->setCallingConv(F->getCallingConv());
            N->setAttributes(trim(F->getAttributes(), K));
            N->setSection(F->getSection());
            if (!F->isDeclaration()) {
                N->splice(N->begin(), F);
                IRBuilder<> B(&*N->getEntryBlock().getFirstInsertionPt());
                for (unsigned i = 0; i < T->getNumParams(); i++) {
                    Argument *O = F->getArg(i);
                    Value *R;
                    if (i < K)
                        R = N->getArg(i);
                    else
                        R = B.CreateLoad(T->getParamType(i), B.CreateStructGEP(S, N->getArg(K), i - K));
                    O->replaceAllUsesWith(R);
                }
            }
            F->replaceAllUsesWith(N);
            F->eraseFromParent();
        }
    }

    PreservedAnalyses run(Module &Mod, ModuleAnalysisManager &) {
        M = &Mod;
        C = &M->getContext();
        DL = &M->getDataLayout();
        I64 = Type::getInt64Ty(*C);
        I128 = Type::getInt128Ty(*C);
        for (auto &F : *M)
            if (!F.isDeclaration()) arith(F);
        args();
        for (auto &F : *M) { // to BPF a struct return is a plain pointer, and the back end refuses the attribute
            for (unsigned i = 0; i < F.arg_size(); i++) {
                F.removeParamAttr(i, Attribute::StructRet);
                F.removeParamAttr(i, Attribute::ByVal);
            }
            for (auto &I : instructions(F))
                if (auto *CB = dyn_cast<CallBase>(&I))
                    for (unsigned i = 0; i < CB->arg_size(); i++) CB->removeParamAttr(i, Attribute::StructRet);
        }
        return PreservedAnalyses::none();
    }
    static bool isRequired() { return true; }
};
} // namespace
extern "C" LLVM_ATTRIBUTE_WEAK PassPluginLibraryInfo llvmGetPassPluginInfo() {
    return {LLVM_PLUGIN_API_VERSION, "sbf-legalize", "1", [](PassBuilder &PB) {
                PB.registerPipelineParsingCallback(
                    [](StringRef N, ModulePassManager &MPM, ArrayRef<PassBuilder::PipelineElement>) {
                        if (N == "sbf-legalize") {
                            MPM.addPass(Legalize());
                            return true;
                        }
                        return false;
                    });
            }};
}
