package com.upcoach.trial;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the body of one method by the return of a constant. It says on stderr when it did, as a mutant that is not
 * in place proves nothing.
 *
 * @param type internal name of the class
 * @param constant one of true, false, 0, void
 */
public record MutantAgent(String type, String method, String constant) implements ClassFileTransformer {
    /** Called by the JVM before main; the argument is {@code class.method=constant}. */
    public static void premain(String argument, Instrumentation instrumentation) {
        int equals = argument.indexOf('=');
        int dot = argument.lastIndexOf('.', equals);
        instrumentation.addTransformer(new MutantAgent(
                argument.substring(0, dot), argument.substring(dot + 1, equals), argument.substring(equals + 1)));
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            String name,
            @Nullable Class<?> redefined,
            ProtectionDomain domain,
            byte[] bytes) {
        return type.equals(name) ? mutated(bytes) : null;
    }

    private byte[] mutated(byte[] bytes) {
        ClassFile file = ClassFile.of();
        ClassModel model = file.parse(bytes);
        return file.transformClass(model, (builder, element) -> {
            if (element instanceof MethodModel found && found.methodName().equalsString(method)) {
                System.err.println("mutant: " + this);
                builder.transformMethod(found, body());
            } else {
                builder.with(element);
            }
        });
    }

    private MethodTransform body() {
        return (builder, element) -> {
            if (element instanceof CodeAttribute) {
                builder.withCode(this::returned);
            } else {
                builder.with(element);
            }
        };
    }

    private void returned(CodeBuilder code) {
        switch (constant) {
            case "true" -> code.iconst_1().ireturn();
            case "false" -> code.iconst_0().ireturn();
            case "0" -> code.lconst_0().lreturn();
            case "void" -> code.return_();
            default -> throw new IllegalArgumentException(constant);
        }
    }
}
